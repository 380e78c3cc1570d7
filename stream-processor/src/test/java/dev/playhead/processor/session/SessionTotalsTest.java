// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.RumEvent.Counts;
import dev.playhead.formats.facts.SegmentFacts.Spot;
import dev.playhead.processor.marker.EntryKey;
import dev.playhead.timeline.Islands;
import dev.playhead.timeline.TimeSpan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionTotalsTest {

    private static final EntryKey ERROR = new EntryKey(MarkerKind.ERROR, 1, "e1");
    private static final EntryKey ACTION = new EntryKey(MarkerKind.ACTION, 2, "a1");
    private static final EntryKey NAMED_RAGE = new EntryKey(MarkerKind.FRUSTRATION, 2, "a1.rage_click");
    private static final EntryKey RECORDED_RAGE = new EntryKey(MarkerKind.FRUSTRATION, 2, "v/0/7");

    @Test
    void countsWhatThereIsWhereNoDocumentCounts() {
        SessionTotals totals =
                totals(session(null), List.of(item("v", ERROR), item("v", ACTION), item(null, ERROR), segment("v")));
        assertThat(totals.counts()).isEqualTo(new Counts(1, 2, 0, 0, 0));
        assertThat(totals.segments()).isEqualTo(1);
        assertThat(totals.bytes()).isEqualTo(10);
    }

    @Test
    void aDocumentsCountsStandForItsViewAndForNoOther() {
        SessionTotals totals = totals(
                session(new Counts(5, 6, 7, 8, 9)), List.of(item("v", ERROR), item("w", ERROR), item(null, ACTION)));
        assertThat(totals.counts()).isEqualTo(new Counts(6, 7, 7, 8, 9));
    }

    @Test
    void anErrorInTheRecordingCountsWhereNoDocumentCounts() {
        assertThat(totals(session(null), List.of(segment("v", ERROR))).counts().errors())
                .isEqualTo(1);
    }

    @Test
    void aFrustrationIsToldOnce() {
        SessionTotals both = totals(session(null), List.of(segment("v", RECORDED_RAGE), item("v", ACTION, NAMED_RAGE)));
        assertThat(both.counts().frustrations()).isEqualTo(1);
        assertThat(both.deleted()).containsExactly(RECORDED_RAGE);

        SessionTotals recorded = totals(session(null), List.of(segment("v", RECORDED_RAGE)));
        assertThat(recorded.counts().frustrations()).isEqualTo(1);
        assertThat(recorded.deleted()).isEmpty();
    }

    @Test
    void aFrustrationThatAnActionOnceNamedIsNotToldByTheRecordingAgain() {
        Member action = new Member(
                MemberId.Kind.ITEM,
                new Rank(0, 9),
                "v",
                null,
                2,
                0,
                0,
                0,
                new TreeSet<>(List.of(ACTION)),
                new TreeMap<>(),
                new TreeSet<>(List.of(NAMED_RAGE)),
                true);
        SessionTotals totals = totals(session(null), List.of(segment("v", RECORDED_RAGE), action));
        assertThat(totals.deleted()).as("it may be deleted already").containsExactly(RECORDED_RAGE);
        assertThat(totals.counts().frustrations()).isZero();
    }

    @Test
    void aFrustrationThatNoActionNamesIsToldByTheRecording() {
        EntryKey later = new EntryKey(MarkerKind.FRUSTRATION, 3, "v/0/9");
        SessionTotals totals =
                totals(session(null), List.of(segment("v", RECORDED_RAGE, later), item("v", ACTION, NAMED_RAGE)));
        assertThat(totals.deleted()).containsExactly(RECORDED_RAGE);
        assertThat(totals.counts().frustrations()).isEqualTo(2);
    }

    @Test
    void frustrationsOfClicksAreComputedFromAllSegmentsOfAViewTogether() {
        List<Member> members = List.of(clicked("v", 0), clicked("w", 1), clicked("v", 10), clicked("v", 20));
        SessionTotals totals = totals(session(null), members);
        assertThat(totals.computed())
                .extracting(computed -> computed.entry().key())
                .containsExactly(new EntryKey(MarkerKind.FRUSTRATION, 20, "v/20/0.rage_click"));
        assertThat(totals.counts().frustrations()).isEqualTo(1);
        assertThat(totals.deleted())
                .as("nothing was told that is not so any more")
                .isEmpty();
    }

    @Test
    void whatAWeakerVariantShowedIsTakenBack() {
        EntryKey lost = new EntryKey(MarkerKind.CLICK, 30, "v/20/0");
        Member contested = new Member(
                MemberId.Kind.SEGMENT,
                new Rank(1, 1),
                "v",
                "v:20",
                20,
                0,
                0,
                0,
                new TreeSet<>(),
                new TreeMap<>(),
                new TreeSet<>(List.of(lost)),
                true);
        SessionTotals totals = totals(session(null), List.of(clicked("v", 0), clicked("v", 10), contested));
        assertThat(totals.computed()).isEmpty();
        assertThat(totals.deleted()).contains(new EntryKey(MarkerKind.FRUSTRATION, 30, "v/20/0.rage_click"));
    }

    private static Member clicked(String view, long atMs) {
        EntryKey key = new EntryKey(MarkerKind.CLICK, atMs, view + '/' + atMs + "/0");
        return new Member(
                MemberId.Kind.SEGMENT,
                new Rank(1, 1),
                view,
                view + ':' + atMs,
                atMs,
                0,
                0,
                0,
                new TreeSet<>(List.of(key)),
                new TreeMap<>(Map.of(key, new Spot(7, null))),
                new TreeSet<>(),
                false);
    }

    private static SessionTotals totals(SessionState session, List<Member> members) {
        return SessionTotals.of(session, Cuts.NONE, new SessionLimits(100, 100, 1_000, 100), members.iterator());
    }

    private static SessionState session(@Nullable Counts counts) {
        ViewDocument document =
                new ViewDocument(new Rank(1, 1), new TimeSpan(0, 10), null, null, null, counts, null, false);
        return new SessionState(
                new TimeSpan(0, 10),
                Islands.NONE,
                LatestTraits.NONE,
                LatestTraits.NONE,
                new TreeMap<>(Map.of("v", ViewState.of(document))),
                SegmentSequence.NONE,
                false);
    }

    private static Member item(@Nullable String view, EntryKey... keys) {
        return member(MemberId.Kind.ITEM, view, 0, keys);
    }

    private static Member segment(String view, EntryKey... keys) {
        return member(MemberId.Kind.SEGMENT, view, 10, keys);
    }

    private static Member member(MemberId.Kind kind, @Nullable String view, long bytes, EntryKey... keys) {
        return new Member(
                kind,
                new Rank(1, 1),
                view,
                kind == MemberId.Kind.SEGMENT ? view + ":0" : null,
                0,
                bytes,
                bytes,
                0,
                new TreeSet<>(List.of(keys)),
                new TreeMap<>(),
                new TreeSet<>(),
                false);
    }
}
