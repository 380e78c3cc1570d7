// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.query.Samples;
import dev.playhead.query.api.Timeline.Marker;
import dev.playhead.query.api.Timeline.Pause;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.Span;
import dev.playhead.schemas.v1.TimelineEntry;
import dev.playhead.schemas.v1.ViewSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineAssemblyTest {

    private static final SessionKey KEY = new SessionKey("shop", "s1");
    private static final long MINUTE_MS = 60_000;

    @Test
    void aPauseOfOneMinuteIsNoGapAndAMillisecondMoreIs() {
        assertThat(pauses(session(MINUTE_MS))).isEmpty();
        assertThat(pauses(session(MINUTE_MS + 1))).containsExactly(new Pause(1_000, 1_000 + MINUTE_MS + 1));
    }

    @Test
    void whatWasNotRecordedIsNotIdle() {
        SessionSummary.Builder session = session(200_000);
        session.setMissing(List.of(Samples.hole("v", 1, 1, 50_000L, 100_000L)));
        assertThat(pauses(session)).containsExactly(new Pause(100_000, 201_000));
        session.setMissing(List.of(Samples.hole("v", 1, 1, 50_000L, null)));
        assertThat(pauses(session)).containsExactly(new Pause(1_000, 201_000));
    }

    @Test
    void activeAndInactiveAreTheWholeLength() {
        Timeline timeline = timeline(session(90_000), List.of());
        assertThat(timeline.inactiveMs()).isEqualTo(90_000);
        assertThat(timeline.activeMs() + timeline.inactiveMs()).isEqualTo(timeline.endMs() - timeline.startMs());
    }

    @Test
    void markersAreInTheOrderOfTimeThenKindThenId() {
        SessionSummary.Builder session = session(10).setViews(List.of(Samples.view("v", 5, 9)));
        List<Marker> markers = timeline(
                        session,
                        List.of(
                                Samples.entry(KEY, MarkerKind.LONG_TASK, "l", 5),
                                Samples.entry(KEY, MarkerKind.ERROR, "b", 5),
                                Samples.entry(KEY, MarkerKind.ERROR, "a", 5),
                                Samples.entry(KEY, MarkerKind.CLICK, "c", 4),
                                Samples.entry(KEY, MarkerKind.UNKNOWN, "x", 1)))
                .markers();
        assertThat(markers.stream().map(marker -> marker.kind() + " " + marker.id()))
                .containsExactly("click c", "error a", "error b", "longTask l", "view v");
    }

    @Test
    void aViewIsAMarkerNamedByItsPath() {
        List<ViewSummary> views = List.of(
                new ViewSummary("a", null, "https://shop.example/cart?x=1#y", "Cart", 0L, 5L, null, false),
                new ViewSummary("b", null, "https://shop.example", null, 1L, 5L, null, false),
                new ViewSummary("c", null, null, "Named", 2L, 5L, null, false),
                new ViewSummary("d", null, null, null, 3L, 5L, null, false));
        List<Marker> markers = timeline(session(10).setViews(views), List.of()).markers();
        assertThat(markers.stream().map(Marker::label)).containsExactly("/cart", "/", "Named", null);
        assertThat(markers.getFirst().durationMs()).isEqualTo(5);
        assertThat(markers.getFirst().view()).isEqualTo("a");
    }

    @Test
    void aMarkerKeepsOnlyShortScalarsOfItsAttributes() {
        TimelineEntry entry = Samples.entry(KEY, MarkerKind.ERROR, "e", 5);
        entry.setAttributes("{\"source\":\"console\",\"code\":3,\"none\":null,\"stack\":\"%s\",\"list\":[1],\"o\":{}}"
                .formatted("x".repeat(201)));
        assertThat(timeline(session(10), List.of(entry)).markers().getFirst().attributes())
                .hasToString("{\"source\":\"console\",\"code\":3,\"none\":null}");
        entry.setAttributes("no JSON");
        assertThat(timeline(session(10), List.of(entry)).markers().getFirst().attributes())
                .isEmpty();
    }

    /** A second of activity, a pause, and a last second of activity. */
    private static SessionSummary.Builder session(long pauseMs) {
        long endMs = 2_000 + pauseMs;
        return Samples.summary(KEY, Samples.ANCHOR_MS)
                .setStartMs(0)
                .setEndMs(endMs)
                .setIslands(List.of(new Span(0L, 1_000L), new Span(1_000 + pauseMs, endMs)));
    }

    private static List<Pause> pauses(SessionSummary.Builder session) {
        return timeline(session, List.of()).inactivity();
    }

    private static Timeline timeline(SessionSummary.Builder session, List<TimelineEntry> entries) {
        return TimelineAssembly.of(session.build(), List.of(), entries, MINUTE_MS);
    }
}
