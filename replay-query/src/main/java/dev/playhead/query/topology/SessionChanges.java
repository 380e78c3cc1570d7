// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.schemas.SessionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells those who follow a session that its stores have changed, and no more: they read what is there then. Safe for
 * many threads.
 */
public final class SessionChanges {

    private final Map<SessionKey, List<Runnable>> followers = new ConcurrentHashMap<>();

    /**
     * From now on the session is followed.
     *
     * @param changed runs on the thread that writes the stores, after each write, and has to return at once
     * @return ends it
     */
    public Runnable follow(SessionKey key, Runnable changed) {
        followers.merge(key, List.of(changed), SessionChanges::joined);
        return () -> followers.computeIfPresent(key, (same, all) -> without(all, changed));
    }

    /** How many sessions are followed. */
    public int followed() {
        return followers.size();
    }

    void tell(SessionKey key) {
        followers.getOrDefault(key, List.of()).forEach(Runnable::run);
    }

    /** Tells every follower, as when partitions have moved. */
    public void tellAll() {
        followers.values().forEach(all -> all.forEach(Runnable::run));
    }

    private static List<Runnable> joined(List<Runnable> some, List<Runnable> more) {
        List<Runnable> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** Null where nobody is left, which takes the session out. */
    @SuppressWarnings("NullAway") // how a map's function says so
    private static List<Runnable> without(List<Runnable> all, Runnable one) {
        List<Runnable> left = all.stream().filter(other -> !other.equals(one)).toList();
        return left.isEmpty() ? null : left;
    }
}
