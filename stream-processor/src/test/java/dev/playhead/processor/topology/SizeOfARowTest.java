// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.formats.facts.Traits;
import dev.playhead.processor.lifecycle.Lifecycle;
import dev.playhead.processor.row.SessionRow;
import dev.playhead.processor.session.Cuts;
import dev.playhead.processor.session.Generated;
import dev.playhead.processor.session.ReceiptTimes;
import dev.playhead.processor.session.SegmentEnvelope;
import dev.playhead.processor.session.SegmentEnvelope.Numbering;
import dev.playhead.processor.session.SessionLimits;
import dev.playhead.processor.session.SessionState;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topics;
import dev.playhead.testkit.Property;
import dev.playhead.timeline.Islands;
import dev.playhead.timeline.TimeSpan;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session's row does not grow with what its sender makes up. */
class SizeOfARowTest {

    private static final int TRIES = 3;
    private static final int MAX_BYTES = 32 << 10;
    private static final long T = 1_795_440_000_000L;
    private static final Traits NOTHING = Generated.traits(null, null);

    private final RowSerde<SessionRow> rows = new RowSerde<>(SessionRow.class);

    @Test
    void segmentsWithRandomIndexesAndTimesMakeARowOfAFewKilobytes() {
        Property.forAll(TRIES, SizeOfARowTest::scattered, state -> {
            assertThat(state.isApproximate()).isTrue();
            assertThat(bytes(state)).hasSizeLessThan(MAX_BYTES);
        });
    }

    @Test
    void theLongestTextsInAsManyViewsAsThereMayBeFitIntoARecord() {
        SessionState state = Stream.iterate(0, view -> view < 2_000, view -> view + 1)
                .map(view -> envelope("%0128d".formatted(view), 0, Numbering.VIEW)
                        .read(facts(T + view, "\u20ac".repeat(2_048)))
                        .state())
                .reduce(SessionState.EMPTY, SessionState::merge);
        assertThat(bytes(state)).hasSizeLessThan(Topics.MAX_RECORD_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"guance", "datadog-v4", "datadog-v5", "datadog-v7", "rrweb", "posthog", "sentry"})
    void recordedSessionsHaveRowsOfAFewKilobytes(String set, @TempDir Path stateDir) {
        try (SessionDriver driver = new SessionDriver(stateDir)) {
            driver.receive(RecordedTraffic.of(set));
            assertThat(driver.bytesOfSessions())
                    .isNotEmpty()
                    .allSatisfy(bytes -> assertThat(bytes).isLessThan(4 << 10));
        }
    }

    /** What is still on its way is no hole, however much of it there is at once. */
    @Test
    void aLongSessionIsExactInWhateverOrderItCame() {
        Property.forAll(TRIES, random -> Orders.of(longSession(), random), orders -> {
            SessionState expected = merged(orders.once());
            assertThat(expected.isApproximate()).isFalse();
            assertThat(merged(orders.shuffled())).isEqualTo(expected);
        });
    }

    /** Two and a half hours without a pause. */
    private static List<SessionState> longSession() {
        return IntStream.range(0, 1_800)
                .mapToObj(index -> envelope("v1", index, Numbering.VIEW)
                        .read(facts(T + 5_000L * index, "https://shop.example/"))
                        .state())
                .toList();
    }

    private static SessionState merged(List<SessionState> states) {
        return states.stream().reduce(SessionState.EMPTY, SessionState::merge);
    }

    private byte[] bytes(SessionState state) {
        TrackedSession session = new TrackedSession(
                        new SessionKey("shop", "s1"),
                        ReceiptTimes.first(T, T, state.views().keySet()),
                        Lifecycle.OPENED,
                        state,
                        Cuts.NONE)
                .within(SessionLimits.DEFAULT);
        return Objects.requireNonNull(rows.serialize("t", SessionRows.toRow(session)));
    }

    /** Of three views at once, with holes everywhere, some of them unreadable, and each after a pause. */
    private static SessionState scattered(RandomGenerator random) {
        Numbering numbering = random.nextBoolean() ? Numbering.VIEW : Numbering.SESSION;
        return Stream.generate(() -> {
                    SegmentEnvelope envelope = envelope(
                            "0f0e6c4e-7a50-4a55-8d0a-f3b7a6c1d2e" + random.nextInt(3),
                            random.nextInt(100_000),
                            numbering);
                    return switch (random.nextInt(4)) {
                        case 0 -> envelope.rejected();
                        case 1 -> envelope.inPart();
                        default -> envelope.read(facts(T + random.nextLong(500_000_000), "https://shop.example/"));
                    };
                })
                .limit(6_000)
                .map(contribution -> contribution.state())
                .reduce(SessionState.EMPTY, SessionState::merge);
    }

    private static SegmentEnvelope envelope(String view, int index, Numbering numbering) {
        return new SegmentEnvelope(view, index, null, numbering, 0xffff_ffffL, 20_000, NOTHING, NOTHING);
    }

    private static SegmentFacts facts(long atMs, String url) {
        return new SegmentFacts(
                100,
                atMs,
                atMs + 900,
                Islands.of(List.of(new TimeSpan(atMs, atMs + 900))),
                List.of(),
                new SegmentFacts.PageUrl(atMs, url),
                List.of(),
                false,
                0,
                null);
    }
}
