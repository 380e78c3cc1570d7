// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.SegmentFacts.Spot;
import dev.playhead.processor.marker.EntryKey;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a member of a session: its winning variant, and which timeline entries stand and fall with it.
 *
 * <p>But for {@code firstReceivedMs} it is a function of the set of variants seen: {@code withdrawn} holds the keys of
 * every losing variant, whether it came first and was published or came too late to be.
 *
 * @param segment id of a segment; null for others
 * @param atMs smallest time that a variant of it gives
 * @param bytes stored size of a segment; 0 for others
 * @param mostBytes the most that a variant of it has
 * @param firstReceivedMs receive time of the upload that first carried it, epoch ms of the gateway's clock
 * @param put entries of the winning variant
 * @param spots what the clicks among them hit, as far as frustrations are to be computed from them
 * @param withdrawn entries that only losing variants have
 * @param contested whether there are losing variants
 */
public record Member(
        MemberId.Kind kind,
        Rank rank,
        @Nullable String view,
        @Nullable String segment,
        long atMs,
        long bytes,
        long mostBytes,
        long firstReceivedMs,
        SortedSet<EntryKey> put,
        SortedMap<EntryKey, Spot> spots,
        SortedSet<EntryKey> withdrawn,
        boolean contested) {

    /** Of segments only: by time, then id. */
    static final Comparator<Member> SEGMENTS_IN_ORDER =
            Comparator.comparingLong(Member::atMs).thenComparing(Member::segment);

    public Member {
        put = Collections.unmodifiableSortedSet(new TreeSet<>(put));
        spots = Collections.unmodifiableSortedMap(new TreeMap<>(spots));
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
            Member first = of(variant, variant.atMs(), variant.bytes(), receivedMs, new TreeSet<>(), false);
            return new Admission(first, true);
        }
        SortedSet<EntryKey> keys = variant.keys();
        boolean wins = variant.rank().compareTo(known.rank) >= 0;
        boolean contested = known.contested || !variant.rank().equals(known.rank);
        long atMs = Math.min(known.atMs, variant.atMs());
        long mostBytes = Math.max(known.mostBytes, variant.bytes());
        Member member = wins
                ? of(
                        variant,
                        atMs,
                        mostBytes,
                        known.firstReceivedMs,
                        without(union(known.withdrawn, known.put), keys),
                        contested)
                : new Member(
                        known.kind,
                        known.rank,
                        known.view,
                        known.segment,
                        atMs,
                        known.bytes,
                        mostBytes,
                        known.firstReceivedMs,
                        known.put,
                        known.spots,
                        without(union(known.withdrawn, keys), known.put),
                        contested);
        return new Admission(member, wins);
    }

    /** Every key that stands or falls with it, whether it is put or withdrawn. */
    public SortedSet<EntryKey> keys() {
        return union(put, withdrawn);
    }

    /** Without what is cut off; which variant wins is another question. */
    public Member within(Cuts cuts) {
        if (isWithin(cuts)) {
            return this;
        }
        Predicate<EntryKey> keeps = isBehind(cuts) ? key -> false : cuts::keeps;
        SortedMap<EntryKey, Spot> keptSpots = new TreeMap<>(spots);
        keptSpots.keySet().removeIf(keeps.negate());
        return new Member(
                kind,
                rank,
                view,
                segment,
                atMs,
                bytes,
                mostBytes,
                firstReceivedMs,
                kept(put, keeps),
                keptSpots,
                kept(withdrawn, keeps),
                contested);
    }

    /** Whether no cut concerns it. */
    boolean isWithin(Cuts cuts) {
        return !isBehind(cuts) && keys().stream().allMatch(cuts::keeps);
    }

    /** Whether it is a segment that the session is cut before. */
    public boolean isBehind(Cuts cuts) {
        return segment != null && !cuts.keeps(atMs, segment);
    }

    /** Whether within the cuts nothing is left of it that anybody could ask for. */
    public boolean isCutAway(Cuts cuts) {
        return segment == null ? keys().stream().noneMatch(cuts::keeps) : isBehind(cuts);
    }

    private static SortedSet<EntryKey> kept(SortedSet<EntryKey> keys, Predicate<EntryKey> keeps) {
        return keys.stream().filter(keeps).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Member of(
            Variant variant,
            long atMs,
            long mostBytes,
            long firstReceivedMs,
            SortedSet<EntryKey> withdrawn,
            boolean contested) {
        MemberId id = variant.id();
        return new Member(
                id.kind(),
                variant.rank(),
                variant.view(),
                id.kind() == MemberId.Kind.SEGMENT ? id.text() : null,
                atMs,
                variant.bytes(),
                mostBytes,
                firstReceivedMs,
                variant.keys(),
                variant.spots(),
                withdrawn,
                contested);
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
