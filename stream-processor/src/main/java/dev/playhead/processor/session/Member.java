// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a member of a session: its winning variant, and which timeline entries stand and fall with it.
 *
 * <p>But for {@code firstReceivedMs} it is a function of the set of variants seen: {@code withdrawn} holds the keys of
 * every losing variant, whether it came first and was published or came too late to be.
 *
 * @param bytes stored size of a segment; 0 for others
 * @param firstReceivedMs receive time of the upload that first carried it, epoch ms of the gateway's clock
 * @param put entries of the winning variant
 * @param withdrawn entries that only losing variants have
 */
public record Member(
        MemberId.Kind kind,
        Rank rank,
        @Nullable String view,
        long atMs,
        long bytes,
        long firstReceivedMs,
        SortedSet<EntryKey> put,
        SortedSet<EntryKey> withdrawn) {

    public Member {
        put = Collections.unmodifiableSortedSet(new TreeSet<>(put));
        withdrawn = Collections.unmodifiableSortedSet(new TreeSet<>(withdrawn));
    }

    /**
     * What a variant made of its member.
     *
     * @param wins whether the variant is the one that counts, be it anew or again; what it brings is then published
     */
    public record Admission(Member member, boolean wins) {}

    /** @param known what was kept so far; null for a member never seen */
    public static Admission admit(@Nullable Member known, Variant variant, long receivedMs) {
        if (known == null) {
            return new Admission(of(variant, receivedMs, new TreeSet<>()), true);
        }
        SortedSet<EntryKey> keys = variant.keys();
        boolean wins = variant.rank().compareTo(known.rank) >= 0;
        Member member = wins
                ? of(variant, known.firstReceivedMs, without(union(known.withdrawn, known.put), keys))
                : new Member(
                        known.kind,
                        known.rank,
                        known.view,
                        known.atMs,
                        known.bytes,
                        known.firstReceivedMs,
                        known.put,
                        without(union(known.withdrawn, keys), known.put));
        return new Admission(member, wins);
    }

    private static Member of(Variant variant, long firstReceivedMs, SortedSet<EntryKey> withdrawn) {
        return new Member(
                variant.id().kind(),
                variant.rank(),
                variant.view(),
                variant.atMs(),
                variant.bytes(),
                firstReceivedMs,
                variant.keys(),
                withdrawn);
    }

    private static SortedSet<EntryKey> union(Collection<EntryKey> some, Collection<EntryKey> others) {
        SortedSet<EntryKey> union = new TreeSet<>(some);
        union.addAll(others);
        return union;
    }

    private static SortedSet<EntryKey> without(SortedSet<EntryKey> keys, Collection<EntryKey> removed) {
        keys.removeAll(removed);
        return keys;
    }
}
