// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.SegmentFacts.Spot;
import dev.playhead.processor.marker.Entry;
import dev.playhead.processor.marker.EntryKey;
import dev.playhead.testkit.Property;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionTallyTest {

    private static final int TRIES = 200;
    private static final SessionLimits LIMITS = new SessionLimits(6, 8, 60, 100);

    @Test
    void keptUpItSaysTheSameAsTakenAnew() {
        Property.forAll(TRIES, SessionTallyTest::variants, variants -> {
            Map<MemberId, Member> members = new HashMap<>();
            SessionTally tally = new SessionTally(Cuts.NONE);
            for (Variant variant : variants) {
                Member before = members.get(variant.id());
                Member after = Member.admit(before, variant, 5).member();
                if (before != null) {
                    tally.remove(before);
                }
                tally.add(after);
                members.put(variant.id(), after);
                assertThat(tally.totals(SessionState.EMPTY, LIMITS))
                        .isEqualTo(SessionTotals.of(
                                SessionState.EMPTY,
                                Cuts.NONE,
                                LIMITS,
                                members.values().iterator()));
            }
            members.values().forEach(tally::remove);
            assertThat(tally.size()).isZero();
            assertThat(tally.totals(SessionState.EMPTY, LIMITS))
                    .isEqualTo(SessionTotals.of(
                            SessionState.EMPTY,
                            Cuts.NONE,
                            LIMITS,
                            List.<Member>of().iterator()));
        });
    }

    /** Segments and actions of two views in ten seconds, with variants that compete. */
    private static List<Variant> variants(RandomGenerator random) {
        return Stream.generate(() -> random.nextInt(4) == 0 ? action(random) : segment(random))
                .limit(25)
                .toList();
    }

    private static Variant segment(RandomGenerator random) {
        int number = random.nextInt(10);
        String view = "v" + number % 2;
        List<Entry> entries = Stream.generate(() -> recorded(view, number, random))
                .limit(random.nextInt(5))
                .toList();
        return new Variant(
                new MemberId(MemberId.Kind.SEGMENT, view + ':' + number),
                rank(random),
                view,
                1_000L * number,
                random.nextInt(20),
                entries);
    }

    private static Entry recorded(String view, int segment, RandomGenerator random) {
        MarkerKind kind =
                Generated.oneOf(random, MarkerKind.CLICK, MarkerKind.CLICK, MarkerKind.ERROR, MarkerKind.FRUSTRATION);
        Spot spot = kind == MarkerKind.CLICK && random.nextInt(4) > 0 ? new Spot(random.nextInt(2), null) : null;
        String id = "%s/%d/%d".formatted(view, segment, random.nextInt(5));
        return entry(new EntryKey(kind, 1_000L * segment + 250L * random.nextInt(8), id), view, spot);
    }

    private static Variant action(RandomGenerator random) {
        String id = "a" + random.nextInt(4);
        long atMs = 250L * random.nextInt(40);
        Entry action = entry(new EntryKey(MarkerKind.ACTION, atMs, id), "v0", null);
        Entry named = entry(new EntryKey(MarkerKind.FRUSTRATION, atMs, id + ".rage_click"), "v0", null);
        return new Variant(
                new MemberId(MemberId.Kind.ITEM, id),
                rank(random),
                "v0",
                atMs,
                0,
                random.nextBoolean() ? List.of(action) : List.of(action, named));
    }

    private static Entry entry(EntryKey key, String view, @Nullable Spot spot) {
        return new Entry(key, view, null, "label", null, "{}", spot);
    }

    private static Rank rank(RandomGenerator random) {
        return new Rank(random.nextInt(3), random.nextLong());
    }
}
