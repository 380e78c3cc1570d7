// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.query.Samples;
import dev.playhead.query.api.ReplayPlan.Range;
import dev.playhead.query.api.ReplayPlan.Step;
import dev.playhead.query.api.ReplayPlan.Step.Gap;
import dev.playhead.query.api.ReplayPlan.Step.Play;
import dev.playhead.query.store.StoredSegment;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.MissingSegments;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.SourceFormat;
import dev.playhead.schemas.v1.ViewSummary;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LaneTest {

    private static final SessionKey KEY = new SessionKey("shop", "s1");

    @Test
    void aWholeLaneHasNoDamage() {
        assertThat(damage(List.of(), full(0, 0, 10), plain(1, 10, 20))).isEmpty();
    }

    @Test
    void aHoleDamagesUpToTheNextFullSnapshot() {
        assertThat(damage(
                        List.of(Samples.hole("v", 1, 1, 10L, 20L)), full(0, 0, 10), plain(2, 20, 30), full(3, 30, 40)))
                .containsExactly(new Damage("v", 10, 30, "LOST", true));
    }

    @Test
    void aHoleWithoutALaterFullSnapshotDamagesUpToTheViewsEnd() {
        assertThat(damage(List.of(Samples.hole("v", 1, 2, 10L, null)), full(0, 0, 10)))
                .containsExactly(new Damage("v", 10, 100, "LOST", true));
    }

    @Test
    void aHoleAtTheHeadDamagesFromTheViewsStart() {
        assertThat(damage(List.of(Samples.hole("v", 0, 0, null, 10L)), plain(1, 10, 20), full(2, 20, 30)))
                .containsExactly(new Damage("v", 0, 20, "LOST", true));
    }

    @Test
    void aLaneWithoutAFullSnapshotIsDamagedFromItsStart() {
        assertThat(damage(List.of(), plain(0, 5, 10), full(1, 10, 20)))
                .containsExactly(new Damage("v", 0, 10, "NO_FULL_SNAPSHOT", true));
        assertThat(damage(List.of(), plain(0, 5, 10)))
                .containsExactly(new Damage("v", 0, 100, "NO_FULL_SNAPSHOT", true));
    }

    @Test
    void aLaneThatCannotBeConvertedIsDamagedAsAWhole() {
        assertThat(damage(List.of(Samples.hole("v", 1, 1, 10L, 20L)), unknown()))
                .containsExactly(new Damage("v", 0, 100, "UNSUPPORTED", false));
    }

    @Test
    void aStatefulLaneCannotBePlayedFromAHoleToTheNextFullSnapshot() {
        List<MissingSegments> hole = List.of(Samples.hole("v", 1, 1, 10L, 20L));
        SegmentRef[] segments = {full(0, 0, 10), plain(2, 20, 30), full(3, 30, 40), plain(4, 40, 50)};
        segments[0].setStateful(true);

        assertThat(damage(hole, segments)).containsExactly(new Damage("v", 10, 30, "LOST", false));
        assertThat(steps(Range.WHOLE, hole, segments)).containsExactly("0", "LOST", "3", "4");
        assertThat(steps(from(25), hole, segments)).containsExactly("0", "LOST", "3", "4");
        assertThat(steps(from(35), hole, segments)).containsExactly("3", "4");
        assertThat(steps(to(15), hole, segments)).containsExactly("0", "LOST");
    }

    @Test
    void aStatefulLaneSeesHolesThatTheSummaryLeavesOut() {
        SegmentRef[] segments = {full(0, 0, 10), plain(1, 10, 20), plain(3, 30, 40)};
        segments[0].setStateful(true);

        assertThat(damage(List.of(), segments)).containsExactly(new Damage("v", 20, 100, "LOST", false));
        assertThat(steps(Range.WHOLE, List.of(), segments)).containsExactly("0", "1", "LOST");
    }

    @Test
    void aStatefulLaneThatDoesNotBeginWithAFullSnapshotWaitsForOne() {
        SegmentRef[] segments = {plain(0, 0, 10), full(1, 10, 20)};
        segments[1].setStateful(true);

        assertThat(damage(List.of(), segments)).containsExactly(new Damage("v", 0, 10, "NO_FULL_SNAPSHOT", false));
        assertThat(steps(Range.WHOLE, List.of(), segments)).containsExactly("NO_FULL_SNAPSHOT", "1");
    }

    @Test
    void lanesFollowOneAnotherByStartThenId() {
        SessionSummary summary = summary(
                List.of(Samples.view("c", 5, 10), Samples.view("b", 5, 10), Samples.view("a", 7, 10)), List.of());
        StoredSegment unlisted =
                new StoredSegment(List.of(Samples.ref(KEY, "early", 0, 1, 2).build()));
        assertThat(Lane.of(summary, List.of(unlisted)).stream().map(Lane::view))
                .containsExactly("early", "b", "c", "a");
    }

    @Test
    void aGapStandsWhereTheSegmentsAreMissing() {
        assertThat(steps(Range.WHOLE, List.of(Samples.hole("v", 1, 1, 10L, 20L)), full(0, 0, 10), plain(2, 20, 30)))
                .containsExactly("0", "LOST", "2");
    }

    @Test
    void aRangeBeginsAtTheLastFullSnapshotAtOrBeforeIt() {
        List<MissingSegments> hole = List.of(Samples.hole("v", 1, 1, 10L, 20L));
        SegmentRef[] segments = {full(0, 0, 10), full(2, 20, 30), plain(3, 30, 40), full(4, 40, 50)};
        assertThat(steps(from(39), hole, segments)).containsExactly("2", "3", "4");
        assertThat(steps(from(40), hole, segments)).containsExactly("4");
        assertThat(steps(from(19), hole, segments)).containsExactly("0", "LOST", "2", "3", "4");
    }

    @Test
    void aRangeEndsBeforeItsEnd() {
        SegmentRef[] segments = {full(0, 0, 10), plain(1, 20, 30), plain(2, 30, 40)};
        assertThat(steps(to(30), List.of(), segments)).containsExactly("0", "1");
    }

    @Test
    void aLaneThatCannotBeConvertedIsNoGapInARangeThatEndsBeforeIt() {
        assertThat(steps(to(0), List.of(), unknown())).isEmpty();
        assertThat(steps(to(1), List.of(), unknown())).containsExactly("UNSUPPORTED");
    }

    @Test
    void aLaneThatEndsBeforeTheRangeIsLeftOut() {
        assertThat(steps(from(101), List.of(), full(0, 0, 10))).isEmpty();
        assertThat(steps(from(100), List.of(), full(0, 0, 10))).containsExactly("0");
    }

    private static SegmentRef unknown() {
        SegmentRef unknown = full(0, 0, 10);
        unknown.setFormat(SourceFormat.UNKNOWN);
        return unknown;
    }

    private static Range to(long toMs) {
        return new Range(Optional.empty(), OptionalLong.empty(), OptionalLong.of(toMs));
    }

    private static Range from(long fromMs) {
        return new Range(Optional.empty(), OptionalLong.of(fromMs), OptionalLong.empty());
    }

    private static List<Damage> damage(List<MissingSegments> missing, SegmentRef... refs) {
        return lanes(missing, refs).stream()
                .flatMap(lane -> lane.holes().stream())
                .map(Lane.Hole::damage)
                .toList();
    }

    private static List<String> steps(Range range, List<MissingSegments> missing, SegmentRef... refs) {
        return ReplayPlan.of(lanes(missing, refs), range).lanes().stream()
                .flatMap(lane -> lane.steps().stream())
                .map(LaneTest::brief)
                .toList();
    }

    private static String brief(Step step) {
        return switch (step) {
            case Play play -> String.valueOf(play.segment().ref().getIndex());
            case Gap gap -> gap.damage().reason();
        };
    }

    private static List<Lane> lanes(List<MissingSegments> missing, SegmentRef... refs) {
        return Lane.of(
                summary(List.of(Samples.view("v", 0, 100)), missing),
                Stream.of(refs).map(ref -> new StoredSegment(List.of(ref))).toList());
    }

    private static SessionSummary summary(List<ViewSummary> views, List<MissingSegments> missing) {
        return Samples.summary(KEY, Samples.ANCHOR_MS)
                .setViews(views)
                .setMissing(missing)
                .build();
    }

    private static SegmentRef full(int index, long startMs, long endMs) {
        return Samples.ref(KEY, "v", index, startMs, endMs)
                .setFullSnapshotsMs(List.of(startMs))
                .build();
    }

    private static SegmentRef plain(int index, long startMs, long endMs) {
        return Samples.ref(KEY, "v", index, startMs, endMs).build();
    }
}
