// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.RumEvent;
import dev.playhead.formats.facts.RumEvent.Counts;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.formats.facts.SegmentFacts.PageUrl;
import dev.playhead.formats.facts.SegmentFacts.Point;
import dev.playhead.formats.facts.SegmentFacts.RecordedMarker;
import dev.playhead.formats.facts.SegmentFacts.Spot;
import dev.playhead.formats.facts.Traits;
import dev.playhead.processor.marker.EntryKey;
import dev.playhead.processor.session.SegmentEnvelope.Numbering;
import dev.playhead.timeline.Islands;
import dev.playhead.timeline.TimeSpan;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Values drawn from small ranges, so that identities collide, times tie and variants compete. */
public final class Generated {

    private static final long ORIGIN_MS = 1_700_000_000_000L;

    private Generated() {}

    /** A session of a few records, in either way of numbering. */
    public static SessionState session(RandomGenerator random) {
        SessionState state = SessionState.EMPTY;
        for (int records = random.nextInt(6); records > 0; records--) {
            state = state.merge(contribution(random).state());
            state = state.merge(
                    envelope(random, Numbering.SESSION).read(facts(random)).state());
        }
        return state;
    }

    public static Cuts cuts(RandomGenerator random) {
        Cuts cuts = Cuts.ofKeys(keys(random), new SessionLimits(2, 2, 2, 2));
        return random.nextBoolean()
                ? cuts
                : cuts.merge(Cuts.ofViews(session(random).views(), new SessionLimits(0, 0, 0, random.nextInt(3))));
    }

    static List<EntryKey> keys(RandomGenerator random) {
        return IntStream.range(0, random.nextInt(10))
                .mapToObj(number -> new EntryKey(
                        oneOf(random, MarkerKind.CLICK, MarkerKind.ERROR), random.nextInt(5), "m" + random.nextInt(3)))
                .toList();
    }

    public static Contribution contribution(RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 -> envelope(random, Numbering.VIEW).rejected();
            case 2 -> envelope(random, Numbering.VIEW).inPart();
            case 1 ->
                RumReduction.of(
                        List.of(view(random), item(random), item(random)),
                        traits(null, oneOf(random, "Chrome", "Firefox")));
            default -> segment(random);
        };
    }

    static Contribution segment(RandomGenerator random) {
        return envelope(random, Numbering.VIEW).read(facts(random));
    }

    /** A variant's rank stands for its content: the CRC follows from what the facts are drawn from. */
    static SegmentEnvelope envelope(RandomGenerator random, Numbering numbering) {
        return new SegmentEnvelope(
                viewId(random),
                random.nextInt(8) == 0 ? null : random.nextInt(6),
                null,
                numbering,
                random.nextLong(1L << 32),
                random.nextInt(1_000),
                traits(null, null),
                traits(null, oneOf(random, "Chrome", "Firefox")));
    }

    public static SegmentFacts facts(RandomGenerator random) {
        long startMs = instant(random);
        long endMs = startMs + random.nextInt(5_000);
        return new SegmentFacts(
                1 + random.nextInt(3),
                startMs,
                endMs,
                random.nextBoolean() ? Islands.NONE : Islands.of(List.of(new TimeSpan(startMs, endMs))),
                List.of(),
                random.nextBoolean() ? null : new PageUrl(startMs, oneOf(random, "/a", "/b")),
                IntStream.range(0, random.nextInt(3))
                        .mapToObj(position -> new RecordedMarker(
                                oneOf(random, MarkerKind.CLICK, MarkerKind.ERROR, MarkerKind.FRUSTRATION),
                                position,
                                startMs,
                                "label",
                                "{}",
                                random.nextBoolean() ? null : spot(random)))
                        .toList(),
                false,
                0,
                random.nextBoolean() ? null : traits(oneOf(random, "u1", "u2"), null));
    }

    private static Spot spot(RandomGenerator random) {
        return new Spot(
                random.nextBoolean() ? null : (Integer) random.nextInt(3),
                random.nextBoolean() ? null : new Point(40 * random.nextInt(3), 0));
    }

    static RumEvent.View view(RandomGenerator random) {
        long rank = random.nextInt(4);
        long hash = random.nextLong();
        return new RumEvent.View(
                viewId(random),
                instant(random),
                rank,
                hash,
                random.nextInt(60_000),
                null,
                oneOf(random, "https://shop.example/a", "https://shop.example/b"),
                null,
                true,
                random.nextBoolean() ? null : new Counts(random.nextInt(9), 1, 2, 3, 4),
                random.nextBoolean() ? null : random.nextInt(8),
                random.nextInt(4) == 0,
                random.nextInt(4) == 0,
                traits(oneOf(random, "u1", "u2"), null),
                "{}");
    }

    static RumEvent.Item item(RandomGenerator random) {
        return new RumEvent.Item(
                oneOf(random, MarkerKind.ACTION, MarkerKind.ERROR),
                "e" + random.nextInt(4),
                random.nextInt(4) == 0 ? null : viewId(random),
                instant(random),
                null,
                random.nextLong(),
                "label",
                null,
                random.nextBoolean(),
                random.nextBoolean() ? List.of() : List.of("rage_click"),
                traits(oneOf(random, "u1", "u2"), null),
                "{}");
    }

    public static Traits traits(@Nullable String user, @Nullable String browser) {
        return new Traits(user, null, null, browser, null, null, null, null, null, null, null, null, null);
    }

    static Traits device(String device) {
        return new Traits(null, null, null, null, null, device, null, null, null, null, null, null, null);
    }

    static long instant(RandomGenerator random) {
        return ORIGIN_MS + 1_000L * random.nextInt(200);
    }

    static String viewId(RandomGenerator random) {
        return oneOf(random, "v1", "v2", "v3");
    }

    @SafeVarargs
    static <T> T oneOf(RandomGenerator random, T... values) {
        return values[random.nextInt(values.length)];
    }
}
