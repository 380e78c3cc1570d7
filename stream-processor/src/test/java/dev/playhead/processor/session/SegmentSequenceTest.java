// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.processor.session.MissingSegments.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Segment {@code i} of these lasts from {@code 100 i} to {@code 100 i + 50}. */
class SegmentSequenceTest {

    @Test
    void nothingIsMissingFromWhatIsWhole() {
        assertThat(received(0, 1, 2).coverage("v", 3, false)).isEqualTo(new Coverage(3, 3, List.of()));
    }

    @Test
    void aHoleInTheMiddleIsBoundedByItsNeighbours() {
        Coverage coverage = received(0, 1, 4).coverage("v", 0, false);
        assertThat(coverage.missing()).containsExactly(new MissingSegments("v", 2, 3, 150L, 400L, Reason.LOST));
        assertThat(coverage.completeness()).isEqualTo(0.6);
    }

    @Test
    void theHeadIsMissingUpToTheFirstReceived() {
        assertThat(received(2).coverage("v", 0, false).missing())
                .containsExactly(new MissingSegments("v", 0, 1, null, 200L, Reason.LOST));
    }

    @Test
    void aRecordingThatBeganWithAnErrorHasNoHead() {
        Coverage coverage = received(2, 4).coverage("v", 0, true);
        assertThat(coverage.missing()).containsExactly(new MissingSegments("v", 3, 3, 250L, 400L, Reason.LOST));
        assertThat(coverage.expected()).isEqualTo(3);
    }

    @Test
    void theTailIsKnownFromWhatTheSdkSaysItRecorded() {
        assertThat(received(0, 1).coverage("v", 4, false).missing())
                .containsExactly(new MissingSegments("v", 2, 3, 150L, null, Reason.LOST));
    }

    @Test
    void whatNeverCameAtAllIsMissingWhereTheSdkSaysItRecorded() {
        Coverage coverage = SegmentSequence.NONE.coverage("v", 2, false);
        assertThat(coverage.missing()).containsExactly(new MissingSegments("v", 0, 1, null, null, Reason.LOST));
        assertThat(coverage.completeness()).isZero();
    }

    @Test
    void nothingIsExpectedWhereNothingIsKnown() {
        assertThat(SegmentSequence.NONE.coverage("v", 0, false)).isEqualTo(Coverage.NONE);
        assertThat(SegmentSequence.NONE.coverage("v", 5, true)).isEqualTo(Coverage.NONE);
        assertThat(Coverage.NONE.completeness()).isNull();
    }

    @Test
    void theUnreadableIsToldFromTheLost() {
        SegmentSequence sequence = received(0, 4).merge(rejected(2)).merge(rejected(5));
        assertThat(sequence.coverage("v", 0, false).missing())
                .containsExactly(
                        new MissingSegments("v", 1, 1, 50L, 400L, Reason.LOST),
                        new MissingSegments("v", 2, 2, 50L, 400L, Reason.REJECTED),
                        new MissingSegments("v", 3, 3, 50L, 400L, Reason.LOST),
                        new MissingSegments("v", 5, 5, 450L, null, Reason.REJECTED));
    }

    @Test
    void whatCameInPartIsToldFromTheLostAndTheUnreadable() {
        SegmentSequence sequence = received(0, 5)
                .merge(partial(2))
                .merge(partial(3))
                .merge(rejected(3))
                .merge(rejected(4))
                .merge(partial(7));
        assertThat(sequence.coverage("v", 0, false).missing())
                .containsExactly(
                        new MissingSegments("v", 1, 1, 50L, 500L, Reason.LOST),
                        new MissingSegments("v", 2, 2, 50L, 500L, Reason.PART_LOST),
                        new MissingSegments("v", 3, 4, 50L, 500L, Reason.REJECTED),
                        new MissingSegments("v", 6, 6, 550L, null, Reason.LOST),
                        new MissingSegments("v", 7, 7, 550L, null, Reason.PART_LOST));
        assertThat(sequence.merge(received(1, 2, 3, 4, 6, 7))
                        .coverage("v", 0, false)
                        .missing())
                .isEmpty();
    }

    @Test
    void aRecordingThatBeganWithAnErrorBeginsWithWhatCameInPart() {
        assertThat(received(4).merge(partial(3)).coverage("v", 0, true).missing())
                .containsExactly(new MissingSegments("v", 3, 3, null, 400L, Reason.PART_LOST));
    }

    @Test
    void aReadableVariantCountsMoreThanARejectedOne() {
        SegmentSequence sequence = received(0, 2).merge(rejected(1));
        assertThat(sequence.coverage("v", 0, false).missing()).hasSize(1);
        assertThat(sequence.merge(received(1)).coverage("v", 0, false).missing())
                .isEmpty();
        assertThat(received(1).merge(sequence).coverage("v", 0, false).missing())
                .isEmpty();
    }

    @Test
    void aHoleOfASessionWideSequenceIsOfTheViewBeforeItAndAtTheHeadOfTheOneAfter() {
        SegmentSequence sequence = of(1, "first").merge(of(3, "second")).merge(rejected(5));
        assertThat(sequence.coverage("unused", 0, false).missing())
                .containsExactly(
                        new MissingSegments("first", 0, 0, null, 100L, Reason.LOST),
                        new MissingSegments("first", 2, 2, 150L, 300L, Reason.LOST),
                        new MissingSegments("second", 4, 4, 350L, null, Reason.LOST),
                        new MissingSegments("second", 5, 5, 350L, null, Reason.REJECTED));
    }

    @Test
    void theHighestIndexThereIsDoesNotOverflow() {
        Coverage coverage = of(Integer.MAX_VALUE, "v").coverage("v", 0, false);
        assertThat(coverage.expected()).isEqualTo(1L << 31);
        assertThat(coverage.missing()).hasSize(1);
    }

    private static SegmentSequence received(int... indexes) {
        SegmentSequence sequence = SegmentSequence.NONE;
        for (int index : indexes) {
            sequence = sequence.merge(of(index, "v"));
        }
        return sequence;
    }

    private static SegmentSequence of(int index, String view) {
        return SegmentSequence.ofReadable(IndexRanges.of(index, view, 100L * index, 100L * index + 50, new Rank(1, 1)));
    }

    private static SegmentSequence partial(int index) {
        return SegmentSequence.ofPartial(index);
    }

    private static SegmentSequence rejected(int index) {
        return SegmentSequence.ofRejected(index);
    }
}
