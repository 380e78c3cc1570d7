// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.playhead.query.Samples;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.MissingSegments;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionStatus;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.SourceFormat;
import dev.playhead.schemas.v1.Span;
import dev.playhead.schemas.v1.ViewSummary;
import dev.playhead.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionUnionTest {

    private static final SessionKey KEY = new SessionKey("shop", "s1");
    private static final long LATER_MS = Samples.ANCHOR_MS + 100_000_000;

    @Test
    void oneSummaryIsItself() {
        SessionSummary summary = Samples.summary(KEY, Samples.ANCHOR_MS).build();
        assertThat(SessionUnion.of(List.of(summary), List.of())).isSameAs(summary);
    }

    @Test
    void itStandsWhereItsLastPartStands() {
        SessionSummary union = union(
                Samples.summary(KEY, Samples.ANCHOR_MS)
                        .setStatus(SessionStatus.CLOSED)
                        .setRevision(2),
                Samples.summary(KEY, LATER_MS).setStatus(SessionStatus.OPEN).setRevision(1));
        assertThat(union.getStatus()).isEqualTo(SessionStatus.OPEN);
        assertThat(union.getRevision()).as("the third opening").isEqualTo(3);
        assertThat(union.getAnchorMs()).isEqualTo(LATER_MS);
        assertThat(union.getLastReceivedMs()).isEqualTo(LATER_MS + 5);
    }

    @Test
    void spansAndViewsAreJoinedAndCountsAdded() {
        SessionSummary union = union(
                Samples.summary(KEY, Samples.ANCHOR_MS)
                        .setStartMs(0)
                        .setEndMs(10_000)
                        .setErrors(2)
                        .setSkewMs(7)
                        .setIslands(List.of(new Span(0L, 10_000L)))
                        .setViews(List.of(Samples.view("a", 0, 10_000))),
                Samples.summary(KEY, LATER_MS)
                        .setStartMs(12_000)
                        .setEndMs(200_000)
                        .setErrors(1)
                        .setSkewMs(-7)
                        .setIslands(List.of(new Span(12_000L, 20_000L), new Span(200_000L, 200_000L)))
                        .setViews(List.of(
                                new ViewSummary("a", null, null, "Named", 12_000L, 20_000L, null, false),
                                Samples.view("b", 20_000, 200_000))));
        assertThat(union.getStartMs()).isZero();
        assertThat(union.getEndMs()).isEqualTo(200_000);
        assertThat(union.getErrors()).isEqualTo(3);
        assertThat(union.getSkewMs()).isEqualTo(-7);
        assertThat(union.getIslands()).containsExactly(new Span(0L, 20_000L), new Span(200_000L, 200_000L));
        assertThat(union.getInactiveMs()).isEqualTo(180_000);
        assertThat(union.getActiveMs()).isEqualTo(20_000);
        assertThat(union.getInactivityGaps()).isEqualTo(1);
        assertThat(union.getViews())
                .extracting(ViewSummary::getId, ViewSummary::getName, ViewSummary::getStartMs, ViewSummary::getEndMs)
                .containsExactly(tuple("a", "Named", 0L, 20_000L), tuple("b", null, 20_000L, 200_000L));
        assertThat(union.getViews().getFirst().getUrl()).isEqualTo("https://shop.example/a?q=1");
    }

    @Test
    void whatTheLaterPartSaysCountsAndAUserIsOnePerson() {
        SessionSummary union = union(
                Samples.summary(KEY, Samples.ANCHOR_MS)
                        .setUserId("u1")
                        .setUserName("Anna")
                        .setBrowser("Chrome")
                        .setAttributes("{\"plan\":\"free\"}"),
                Samples.summary(KEY, LATER_MS).setUserId("u2").setAttributes("{}"));
        assertThat(union.getUserId()).isEqualTo("u2");
        assertThat(union.getUserName()).isNull();
        assertThat(union.getBrowser()).isEqualTo("Chrome");
        assertThat(union.getAttributes()).isEqualTo("{\"plan\":\"free\"}");
    }

    /** Indexes of one sequence, some of which came before the session was forgotten and some after. */
    private record Halves(Set<Integer> before, Set<Integer> after) {

        Set<Integer> all() {
            Set<Integer> all = new TreeSet<>(before);
            all.addAll(after);
            return all;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SourceFormat.class,
            names = {"DATADOG", "RRWEB"})
    void itMissesWhatTheWholeSessionWouldMiss(SourceFormat format) {
        Property.forAll(
                500,
                random -> new Halves(
                        IntStream.range(0, 12)
                                .filter(i -> random.nextInt(3) == 0)
                                .boxed()
                                .collect(Collectors.toSet()),
                        IntStream.range(0, 12)
                                .filter(i -> random.nextInt(3) == 0)
                                .boxed()
                                .collect(Collectors.toSet())),
                halves -> {
                    SessionSummary union = SessionUnion.of(
                            List.of(
                                    Samples.summary(KEY, Samples.ANCHOR_MS)
                                            .setMissing(missing(halves.before()))
                                            .build(),
                                    Samples.summary(KEY, LATER_MS)
                                            .setMissing(missing(halves.after()))
                                            .build()),
                            halves.all().stream()
                                    .map(index -> ref(format, index))
                                    .toList());
                    assertThat(union.getMissing()).isEqualTo(missing(halves.all()));
                    int expected = halves.all().stream().mapToInt(i -> i).max().orElse(-1) + 1;
                    assertThat(union.getCompleteness())
                            .isEqualTo(
                                    expected == 0
                                            ? null
                                            : (Double) ((double) halves.all().size() / expected));
                    assertThat(union.getSegments()).isEqualTo(halves.all().size());
                    assertThat(union.getBytes()).isEqualTo(10L * halves.all().size());
                });
    }

    @Test
    void whatCameAndCouldNotBeReadIsNotLost() {
        MissingSegments rejected = Samples.hole("v", 2, 2, 0L, null);
        rejected.setReason("REJECTED");
        List<SegmentRef> refs = List.of(ref(SourceFormat.DATADOG, 0), ref(SourceFormat.DATADOG, 4));
        SessionSummary union = SessionUnion.of(
                List.of(
                        Samples.summary(KEY, Samples.ANCHOR_MS)
                                .setMissing(List.of(Samples.hole("v", 1, 1, null, null), rejected))
                                .build(),
                        Samples.summary(KEY, LATER_MS)
                                .setMissing(List.of(Samples.hole("v", 0, 3, null, 4_000L)))
                                .build()),
                refs);
        assertThat(union.getMissing())
                .extracting(MissingSegments::getFromIndex, MissingSegments::getToIndex, MissingSegments::getReason)
                .containsExactly(tuple(1, 1, "LOST"), tuple(2, 2, "REJECTED"), tuple(3, 3, "LOST"));
    }

    @Test
    void aHoleOfASequenceThroughTheSessionBelongsToTheViewBeforeIt() {
        SegmentRef first = ref(SourceFormat.RRWEB, 0);
        SegmentRef last = ref(SourceFormat.RRWEB, 3);
        last.setView("w");
        SessionSummary union = SessionUnion.of(
                List.of(
                        Samples.summary(KEY, Samples.ANCHOR_MS).build(),
                        Samples.summary(KEY, LATER_MS)
                                .setMissing(List.of(Samples.hole("w", 0, 2, null, 3_000L)))
                                .build()),
                List.of(first, last));
        assertThat(union.getMissing()).containsExactly(Samples.hole("v", 1, 2, 100L, 3_000L));
    }

    private static SessionSummary union(SessionSummary.Builder earlier, SessionSummary.Builder later) {
        return SessionUnion.of(List.of(earlier.build(), later.build()), List.of());
    }

    private static SegmentRef ref(SourceFormat format, int index) {
        return Samples.ref(KEY, "v", index, 1_000L * index, 1_000L * index + 100)
                .setFormat(format)
                .build();
    }

    /** What a summary of these indexes misses, one by one and then joined. */
    private static List<MissingSegments> missing(Set<Integer> indexes) {
        TreeSet<Integer> there = new TreeSet<>(indexes);
        List<MissingSegments> missing = new ArrayList<>();
        for (int index = 0; !there.isEmpty() && index < there.last(); index++) {
            if (there.contains(index)) {
                continue;
            }
            Integer before = there.lower(index);
            MissingSegments last = missing.isEmpty() ? null : missing.getLast();
            if (last != null && last.getToIndex() == index - 1) {
                last.setToIndex(index);
            } else {
                missing.add(Samples.hole(
                        "v",
                        index,
                        index,
                        before == null ? null : (Long) (1_000L * before + 100),
                        1_000L * there.ceiling(index)));
            }
        }
        return missing;
    }
}
