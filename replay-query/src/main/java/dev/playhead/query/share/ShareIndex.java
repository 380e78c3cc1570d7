// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.share;

import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Share;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * The links that have not expired, from what is told of them in any order: what is revoked stays so. Safe for many
 * threads.
 */
public final class ShareIndex {

    private static final Comparator<Share> OLDEST_FIRST =
            Comparator.comparingLong(Share::getCreatedMs).thenComparing(Share::getId);

    private final InstantSource clock;
    private final Map<String, Share> byId = new HashMap<>();
    private final Map<SessionKey, Map<String, Share>> holding = new HashMap<>();
    private final Queue<Share> expiring = new PriorityQueue<>(Comparator.comparingLong(Share::getExpiresMs));

    public ShareIndex(InstantSource clock) {
        this.clock = clock;
    }

    /** Hears of a link. */
    public synchronized void take(Share told) {
        forgetExpired();
        Share known = byId.get(told.getId());
        if (told.getExpiresMs() <= clock.millis() || (known != null && known.getRevokedMs() != null)) {
            return;
        }
        byId.put(told.getId(), told);
        if (known == null) {
            expiring.add(told);
        }
        if (told.getRevokedMs() == null) {
            holding.computeIfAbsent(keyOf(told), key -> new HashMap<>()).put(told.getId(), told);
        } else {
            release(told);
        }
    }

    /** A link that has not expired, be it revoked or not. */
    public synchronized Optional<Share> find(String id) {
        forgetExpired();
        return Optional.ofNullable(byId.get(id));
    }

    /** The links to a session that hold, oldest first. */
    public synchronized List<Share> of(SessionKey key) {
        forgetExpired();
        return holding.getOrDefault(key, Map.of()).values().stream()
                .sorted(OLDEST_FIRST)
                .toList();
    }

    /** How many links hold. */
    public synchronized int size() {
        forgetExpired();
        return holding.values().stream().mapToInt(Map::size).sum();
    }

    private void forgetExpired() {
        long nowMs = clock.millis();
        for (Share next = expiring.peek(); next != null && next.getExpiresMs() <= nowMs; next = expiring.peek()) {
            expiring.remove();
            byId.remove(next.getId());
            release(next);
        }
    }

    private void release(Share share) {
        holding.computeIfPresent(keyOf(share), (key, links) -> {
            links.remove(share.getId());
            return links.isEmpty() ? null : links;
        });
    }

    private static SessionKey keyOf(Share share) {
        return new SessionKey(share.getApp(), share.getSession());
    }
}
