// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.RumEvent;
import dev.playhead.formats.facts.RumFacts;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.formats.facts.SegmentFacts.RecordedMarker;
import dev.playhead.testkit.Recordings;
import dev.playhead.testkit.Uploads;
import dev.playhead.timeline.Inactivity;
import dev.playhead.timeline.Islands;
import dev.playhead.timeline.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the decoders read out of the recordings, against what the recorded browser's driver wrote down. */
class RecordingsTest {

    static Stream<String> sets() {
        return Uploads.sets().stream();
    }

    static Stream<String> setsWithRum() {
        return Uploads.setsWithRum().stream();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void nothingRecordedIsUnknown(String set) {
        assertThat(segments(set)).isNotEmpty().allSatisfy(facts -> {
            assertThat(facts.unknownRecords()).isZero();
            assertThat(facts.startMs()).isLessThanOrEqualTo(facts.endMs());
            assertThat(facts.activity().spans())
                    .allSatisfy(span -> assertThat(span.endMs()).isBetween(facts.startMs(), facts.endMs()));
        });
    }

    @ParameterizedTest
    @MethodSource("setsThatAreWhole")
    void everyClickOfThePageIsAMarker(String set) {
        // The driver watches the top frame alone; rrweb records a click in a frame of the same origin too.
        int inFrames = isRrweb(set) ? 1 : 0;
        assertThat(markers(set, MarkerKind.CLICK))
                .hasSize(Recordings.truth(set).path("clicks").size() + inFrames);
    }

    @ParameterizedTest
    @MethodSource("sets")
    void inputsAreMarkedAsRunsAndNotAsKeystrokes(String set) {
        assertThat(markers(set, MarkerKind.INPUT))
                .isNotEmpty()
                .hasSizeLessThan(Recordings.truth(set).path("inputs").size() / 4);
    }

    @ParameterizedTest
    @MethodSource("setsThatAreWhole")
    void everyErrorOfThePageIsFound(String set) {
        List<String> found = set.startsWith("rrweb")
                ? markers(set, MarkerKind.ERROR).stream()
                        .map(RecordedMarker::label)
                        .toList()
                : items(set, MarkerKind.ERROR)
                        .map(RumEvent.Item::label)
                        .distinct()
                        .toList();
        // PostHog tells what was thrown; to all others what the page wrote to its console is an error as well.
        assertThat(found).hasSize(set.equals("posthog") ? 3 : 4);
        for (JsonNode error : Recordings.truth(set).path("errors")) {
            String message = error.path("message").asText().replaceFirst("^Uncaught \\w+: ", "");
            assertThat(found).anyMatch(label -> label.contains(message));
        }
    }

    @ParameterizedTest
    @CsvSource({"sentry, 2", "sentry-plain, 3"})
    void sentryNamesErrorsByIdAndTellsTheConsolesInItsRecording(String set, int named) {
        assertThat(items(set, MarkerKind.ERROR)).hasSize(named).allSatisfy(error -> {
            assertThat(error.label()).isEqualTo("Sentry event " + error.id());
            assertThat(error.view()).isEqualTo("main");
            assertThat(error.traits().env()).isEqualTo("dev");
            assertThat(error.traits().version()).isEqualTo("teapot-shop@1.4.2");
            assertThat(error.atMs()).isBetween(firstMs(set), lastMs(set));
        });
        assertThat(markers(set, MarkerKind.ERROR))
                .singleElement()
                .satisfies(error -> assertThat(error.label()).startsWith("Stock service answered slowly"));
    }

    @ParameterizedTest
    @MethodSource("sentrySets")
    void noTimeInSecondsReachesTheBounds(String set) {
        assertThat(firstMs(set))
                .isGreaterThan(Recordings.truth(set).path("started").asLong());
        assertThat(lastMs(set)).isLessThan(Recordings.truth(set).path("ended").asLong());
        assertThat(markers(set, MarkerKind.CUSTOM))
                .anySatisfy(span -> assertThat(span.label()).startsWith("navigation.navigate http://"))
                .allSatisfy(marker -> assertThat(marker.atMs())
                        .isBetween(
                                Recordings.truth(set).path("started").asLong(),
                                Recordings.truth(set).path("ended").asLong()));
    }

    @Test
    void everyPageOfPostHogsWindowIsFound() {
        JsonNode truth = Recordings.truth("posthog");
        List<RumEvent.Page> pages = events("posthog")
                .filter(RumEvent.Page.class::isInstance)
                .map(RumEvent.Page.class::cast)
                .toList();
        assertThat(pages)
                .extracting(RumEvent.Page::url)
                .containsExactlyElementsOf(
                        StreamSupport.stream(truth.path("views").spliterator(), false)
                                .map(view -> view.path("url").asText())
                                .toList());
        assertThat(pages).extracting(RumEvent.Page::view).containsOnly("01a20880-e4d4-7ebf-a105-1dfe3c12c3e3");
        assertThat(events("posthog")).allSatisfy(event -> {
            assertThat(event.traits().browser()).isEqualTo("Chrome");
            assertThat(event.traits().sdkVersion()).isEqualTo("1.449.2");
            assertThat(event.traits().userId()).isNull();
        });
    }

    @ParameterizedTest
    @MethodSource("setsWithRum")
    void everyViewOfTheSdkIsFoundWithItsUrl(String set) {
        Set<String> documented = events(set)
                .filter(RumEvent.View.class::isInstance)
                .map(RumEvent.View.class::cast)
                .map(view -> view.view() + ' ' + view.url())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> seen = StreamSupport.stream(
                        Recordings.truth(set).at("/sessions/0/views").spliterator(), false)
                .map(view ->
                        view.path("viewId").asText() + ' ' + view.path("url").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isEqualTo(seen);
    }

    @ParameterizedTest
    @MethodSource("setsWithRum")
    void clicksOfTheUserAreActionsOfTheUser(String set) {
        assertThat(items(set, MarkerKind.ACTION)).isNotEmpty().allSatisfy(action -> {
            assertThat(action.userActivity()).isTrue();
            assertThat(action.label()).isNotBlank();
        });
    }

    @ParameterizedTest
    @MethodSource("setsWithRum")
    void everyEventOfTheSdkIsDecoded(String set) {
        assertThat(events(set)).isNotEmpty().allSatisfy(event -> {
            assertThat(event.view()).isNotNull();
            assertThat(event.traits().service()).isEqualTo("teapot-shop");
            assertThat(event.traits().version()).isEqualTo("1.4.2");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "datadog-v5, 1795438711249, 1795438787641",
        "datadog-v7, 1795438708280, 1795438784670",
        "datadog-v7-mask, 1795439045254, 1795439121858",
        "guance, 1795439032973, 1795439109416",
        "guance-json-mask, 1795439048501, 1795439125089",
        "rrweb, 1795438710180, 1795438786651",
        "rrweb-packed, 1795438712763, 1795438789160"
    })
    void theOnePauseIsFoundToTheMillisecond(String set, long lastRecordMs, long nextRecordMs) {
        assertThat(pauses(set)).containsExactly(new TimeSpan(lastRecordMs, nextRecordMs));
        assertThat(inactivity(set).gaps()).singleElement().satisfies(gap -> {
            // What the user does around a pause is not the first and last record.
            assertThat(gap.startMs()).isBetween(lastRecordMs - 2_000, lastRecordMs);
            assertThat(gap.endMs()).isBetween(nextRecordMs, nextRecordMs + 2_000);
        });
    }

    @ParameterizedTest
    @CsvSource({"datadog-v4", "guance-compress", "rrweb-gzip", "sentry-plain"})
    void aShortPauseIsNoInactivity(String set) {
        assertThat(pauses(set)).isEmpty();
        assertThat(inactivity(set).gaps()).isEmpty();
    }

    static Stream<String> sentrySets() {
        return Uploads.sentrySets().stream();
    }

    /**
     * Sentry sends nothing more when a page goes: the last clicks on it are lost, and errors come without their text.
     */
    static Stream<String> setsThatAreWhole() {
        return sets().filter(set -> !Uploads.sentrySets().contains(set));
    }

    private static boolean isRrweb(String set) {
        return !Uploads.setsWithRum().contains(set);
    }

    private static long firstMs(String set) {
        return segments(set).stream().mapToLong(SegmentFacts::startMs).min().orElseThrow();
    }

    private static long lastMs(String set) {
        return segments(set).stream().mapToLong(SegmentFacts::endMs).max().orElseThrow();
    }

    private static List<TimeSpan> pauses(String set) {
        List<SegmentFacts> sorted = segments(set).stream()
                .sorted(Comparator.comparingLong(SegmentFacts::startMs))
                .toList();
        List<TimeSpan> pauses = new ArrayList<>();
        long endMs = sorted.getFirst().endMs();
        for (SegmentFacts facts : sorted) {
            if (facts.startMs() - endMs > 20_000) {
                pauses.add(new TimeSpan(endMs, facts.startMs()));
            }
            endMs = Math.max(endMs, facts.endMs());
        }
        return pauses;
    }

    private static Inactivity inactivity(String set) {
        List<SegmentFacts> segments = segments(set);
        Islands activity = segments.stream().map(SegmentFacts::activity).reduce(Islands.NONE, Islands::merge);
        TimeSpan session = segments.stream()
                .map(facts -> new TimeSpan(facts.startMs(), facts.endMs()))
                .reduce(TimeSpan::cover)
                .orElseThrow();
        return Inactivity.of(activity, Inactivity.DEFAULT_THRESHOLD_MS, session, List.of());
    }

    private static List<RecordedMarker> markers(String set, MarkerKind kind) {
        return segments(set).stream()
                .flatMap(facts -> facts.markers().stream())
                .filter(marker -> marker.kind() == kind)
                .toList();
    }

    private static Stream<RumEvent.Item> items(String set, MarkerKind kind) {
        return events(set)
                .filter(RumEvent.Item.class::isInstance)
                .map(RumEvent.Item.class::cast)
                .filter(item -> item.kind() == kind);
    }

    /** Each distinct segment once: SDKs send some twice. */
    private static List<SegmentFacts> segments(String set) {
        return Uploads.segments(set).stream()
                .map(body -> switch (Uploads.format(set).segment(body)) {
                    case Decoded.Facts<SegmentFacts>(SegmentFacts facts) -> facts;
                    case Decoded.Rejected<SegmentFacts> rejected -> throw new AssertionError(rejected);
                })
                .distinct()
                .toList();
    }

    private static Stream<RumEvent> events(String set) {
        return Uploads.rum(set).stream()
                .flatMap(body -> switch (Uploads.format(set).rum(body)) {
                    case Decoded.Facts<RumFacts>(RumFacts(List<RumEvent> events, var rejected)) -> {
                        assertThat(rejected).isEmpty();
                        yield events.stream();
                    }
                    case Decoded.Rejected<RumFacts> rejected -> throw new AssertionError(rejected);
                });
    }
}
