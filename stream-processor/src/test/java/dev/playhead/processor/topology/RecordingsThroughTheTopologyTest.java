// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.playhead.processor.topology.RecordedTraffic.Received;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import dev.playhead.schemas.v1.ViewSummary;
import dev.playhead.testkit.Property;
import dev.playhead.testkit.Published;
import dev.playhead.testkit.Recordings;
import dev.playhead.testkit.Uploads;
import dev.playhead.timeline.Inactivity;
import dev.playhead.timeline.Islands;
import dev.playhead.timeline.TimeSpan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real traffic of real SDKs, held to what truly happened in the page. */
class RecordingsThroughTheTopologyTest {

    private static final int SHUFFLES = Property.tries(20);
    private static final int ROUNDS_A_SHUFFLE = 4;

    /** The user is still moving the mouse when the driver begins to wait, and moves it before the first click after. */
    private static final long MOUSE_MOVES_MS = 2_000;

    @TempDir
    private Path stateDir;

    static List<String> everySet() {
        return Uploads.sets();
    }

    @ParameterizedTest
    @ValueSource(strings = {"guance", "datadog-v7", "datadog-v5", "rrweb"})
    void aSessionComesOutAsItWas(String set) {
        JsonNode truth = Recordings.truth(set);
        Published published = inOrder(set);
        SessionSummary session = published.session();

        assertThat(session.getSession())
                .isEqualTo(truth.path("sessions").path(0).path("sessionId").asText());
        assertThat(session.getViews())
                .extracting(ViewSummary::getId)
                .containsExactlyElementsOf(texts(truth.path("sessions").path(0).path("views"), "viewId"));
        assertThat(session.getCompleteness()).isEqualTo(1.0);
        assertThat(session.getSegments()).isEqualTo(published.refs().size()).isPositive();
        assertThat(gaps(session)).singleElement().satisfies(gap -> assertIdle(gap, truth));
        assertThat(session.getInactiveMs()).isEqualTo(gaps(session).getFirst().lengthMs());
        List<String> errors = published.ofKind(MarkerKind.ERROR).stream()
                .map(TimelineEntry::getLabel)
                .toList();
        assertThat(texts(truth.path("errors"), "message"))
                .allSatisfy(thrown -> assertThat(errors)
                        .anySatisfy(label -> assertThat(label).endsWith(thrown.replace("Uncaught TypeError: ", ""))));
        assertThat(errors)
                .as("what was thrown, and one console.error")
                .hasSize(truth.path("errors").size() + 1);
        assertThat(session.getErrors()).isEqualTo(errors.size());
        assertThat(published.ofKind(MarkerKind.CLICK)).isNotEmpty();
    }

    @Test
    void aWindowOfPostHogComesOutAsItWas() {
        JsonNode truth = Recordings.truth("posthog");
        Published published = inOrder("posthog");
        SessionSummary session = published.session();

        assertThat(session.getSession())
                .isEqualTo(truth.path("sessions").path(0).path("sessionId").asText());
        assertThat(session.getViews())
                .singleElement()
                .satisfies(view -> assertThat(view.getUrl())
                        .isEqualTo(truth.path("views").path(0).path("url").asText()));
        assertThat(session.getCompleteness()).as("no segment is numbered").isNull();
        assertThat(published.refs()).hasSize(29);
        assertThat(gaps(session)).singleElement().satisfies(gap -> assertIdle(gap, truth));
        assertThat(published.ofKind(MarkerKind.ERROR))
                .hasSize(truth.path("errors").size());
        assertThat(session.getErrors()).isEqualTo(truth.path("errors").size());
        assertThat(published.ofKind(MarkerKind.VIEW))
                .as("one a page")
                .hasSize(truth.path("views").size());
        assertThat(published.ofKind(MarkerKind.CLICK))
                .as("one of them in a frame")
                .hasSize(truth.path("clicks").size() + 1);
    }

    @ParameterizedTest
    @CsvSource({"sentry, 11, 2", "sentry-plain, 10, 3"})
    void aReplayOfSentryComesOutAsItWas(String set, int segments, int errorsNamed) {
        JsonNode truth = Recordings.truth(set);
        Published published = inOrder(set);
        SessionSummary session = published.session();

        assertThat(session.getSession())
                .isEqualTo(truth.path("sessions").path(0).path("sessionId").asText());
        assertThat(session.getViews()).singleElement().satisfies(view -> {
            assertThat(view.getId()).isEqualTo("main");
            // One that lasts less than the SDK's shortest replay is not recorded.
            assertThat(texts(truth.path("views"), "url")).contains(view.getUrl());
        });
        assertThat(session.getCompleteness()).isEqualTo(1.0);
        assertThat(published.refs()).hasSize(segments);
        assertThat(session.getStartMs()).isGreaterThan(truth.path("started").asLong());
        assertThat(session.getEndMs()).isLessThan(truth.path("ended").asLong());
        if (truth.path("idle").path(0).path("gapMs").asLong() > Inactivity.DEFAULT_THRESHOLD_MS) {
            assertThat(gaps(session)).singleElement().satisfies(gap -> assertIdle(gap, truth));
        } else {
            assertThat(gaps(session)).isEmpty();
        }
        assertThat(session.getErrors()).as("and one console.error").isEqualTo(errorsNamed + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"guance", "datadog-v4", "datadog-v5"})
    void eachFrustrationOfAnSdkIsToldOnceByWhicheverSourceComes(String set) {
        List<TimelineEntry> both = inOrder(set).ofKind(MarkerKind.FRUSTRATION);
        assertThat(both)
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.getId()).as("an action's").doesNotContain("/"));
        List<TimelineEntry> recorded = published(recordings(set)).ofKind(MarkerKind.FRUSTRATION);
        assertThat(recorded)
                .extracting(TimelineEntry::getAtMs, TimelineEntry::getView, TimelineEntry::getLabel)
                .containsExactlyInAnyOrderElementsOf(both.stream()
                        .map(entry -> tuple(entry.getAtMs(), entry.getView(), entry.getLabel()))
                        .toList());
        assertThat(published(recordings(set)).session().getFrustrations()).isEqualTo(recorded.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rrweb", "sentry"})
    void whatFrustratedIsFoundWhereTheSdkDoesNotSay(String set) {
        Published published = inOrder(set);
        List<TimelineEntry> frustrations = published.ofKind(MarkerKind.FRUSTRATION);
        assertThat(ofType(frustrations, "rage_click"))
                .as("what the driver clicked at least twice before in that second and place")
                .hasSize(rageClicks(Recordings.truth(set).path("clicks")));
        assertThat(ofType(frustrations, "error_click"))
                .isNotEmpty()
                .allSatisfy(click -> assertThat(published.ofKind(MarkerKind.ERROR))
                        .anySatisfy(error ->
                                assertThat(error.getAtMs() - click.getAtMs()).isBetween(0L, 1_000L)));
        assertThat(published.session().getFrustrations()).isEqualTo(frustrations.size());
    }

    private static int rageClicks(JsonNode clicks) {
        int found = 0;
        for (int i = 0; i < clicks.size(); i++) {
            int before = 0;
            for (int j = 0; j < i; j++) {
                before += areClose(clicks.path(j), clicks.path(i)) ? 1 : 0;
            }
            found += before >= 2 ? 1 : 0;
        }
        return found;
    }

    private static boolean areClose(JsonNode earlier, JsonNode later) {
        double px = Math.hypot(
                earlier.path("x").asInt() - later.path("x").asInt(),
                earlier.path("y").asInt() - later.path("y").asInt());
        return later.path("t").asLong() - earlier.path("t").asLong() <= 1_000
                && earlier.path("url").equals(later.path("url"))
                && (px <= 50 || earlier.path("target").equals(later.path("target")));
    }

    @Test
    void theEndOfASessionIsAMarkerWhereTheSdkSaysSo() {
        assertThat(inOrder("datadog-v5").ofKind(MarkerKind.SESSION_END)).hasSizeLessThan(2);
        assertThat(inOrder("guance").ofKind(MarkerKind.SESSION_END)).isEmpty();
    }

    private static List<TimelineEntry> ofType(List<TimelineEntry> frustrations, String type) {
        return frustrations.stream()
                .filter(entry -> type.equals(entry.getLabel()))
                .toList();
    }

    private static List<Received> recordings(String set) {
        return RecordedTraffic.of(set).stream()
                .filter(received -> received.value() instanceof Segment)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("everySet")
    void orderAndDuplicatesChangeNothing(String set) {
        List<Received> once = RecordedTraffic.of(set);
        Published expected = inOrder(set);
        Property.forAll(SHUFFLES, random -> Orders.of(once, random), orders -> {
            try (SessionDriver driver = new SessionDriver(stateDir)) {
                int perRound = 1 + orders.shuffled().size() / ROUNDS_A_SHUFFLE;
                assertThat(driver.published(orders.shuffled(), perRound)).isEqualTo(expected);
            }
        });
    }

    @Test
    void closingAndReopeningChangesNothing() {
        List<Received> once = RecordedTraffic.of("datadog-v7");
        Published expected = inOrder("datadog-v7");
        Property.forAll(5, random -> Orders.of(once, random), orders -> {
            List<Received> shuffled = orders.shuffled();
            try (SessionDriver driver = new SessionDriver(stateDir)) {
                driver.receive(shuffled.subList(0, shuffled.size() / 2));
                driver.pass(Duration.ofHours(1));
                driver.receive(shuffled.subList(shuffled.size() / 2, shuffled.size()));
                driver.pass(Duration.ofHours(1));
                assertThat(driver.ended()).hasSizeGreaterThan(1);
                assertThat(driver.published()).isEqualTo(expected);
            }
        });
    }

    private static void assertIdle(TimeSpan gap, JsonNode truth) {
        JsonNode idle = truth.path("idle").path(0);
        assertThat(gap.startMs())
                .isBetween(
                        idle.path("lastUserEventBefore").asLong(),
                        idle.path("driverStart").asLong() + MOUSE_MOVES_MS);
        assertThat(gap.endMs())
                .isBetween(
                        idle.path("driverEnd").asLong(),
                        idle.path("firstUserEventAfter").asLong());
    }

    private Published inOrder(String set) {
        return published(RecordedTraffic.of(set));
    }

    private Published published(List<Received> records) {
        try (SessionDriver driver = new SessionDriver(stateDir)) {
            driver.receive(records);
            driver.sumUp();
            assertThat(driver.deadLetters()).isEmpty();
            return driver.published();
        }
    }

    private static List<TimeSpan> gaps(SessionSummary session) {
        Islands islands = Islands.of(session.getIslands().stream()
                .map(island -> new TimeSpan(island.getStartMs(), island.getEndMs()))
                .toList());
        TimeSpan span = new TimeSpan(session.getStartMs(), session.getEndMs());
        return Inactivity.of(islands, Inactivity.DEFAULT_THRESHOLD_MS, span, List.of())
                .gaps();
    }

    private static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(node -> node.path(field).asText())
                .toList();
    }
}
