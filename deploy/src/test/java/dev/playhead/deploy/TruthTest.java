// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.playhead.testkit.Recordings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page's own driver noted is what comes out at the other end. */
@Tag("cluster")
class TruthTest {

    private static final String[] SETS = {"guance", "datadog-v7", "datadog-v5", "rrweb"};
    private static final long TOLERANCE_MS = 1_500;

    /** The driver notes clicks, inputs and scrolls; the recordings have mouse moves too. */
    private static final Offset<Long> NEAR = Offset.offset(TOLERANCE_MS);

    private static Installation installation;
    private static QueryClient client;

    @BeforeAll
    static void sendAll(@TempDir Path data) throws Exception {
        installation = Installation.start(environment(data));
        client = new QueryClient(installation.query());
        assertThat(RecordedTraffic.send(installation.gateway(), RecordedTraffic.accepted(SETS), 1))
                .containsOnly(202);
        client.settled(List.of(SETS));
    }

    @AfterAll
    static void stop() {
        client.close();
        installation.close();
    }

    static Map<String, String> environment(Path data) {
        return Map.of(
                "PLAYHEAD_DATA", data.toString(),
                "PLAYHEAD_GATEWAY_PORT", "0",
                "PLAYHEAD_QUERY_PORT", "0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"guance", "datadog-v7", "datadog-v5", "rrweb"})
    void everyViewComesOut(String set) {
        List<String> seen = texts(Recordings.truth(set).path("sessions").path(0).path("views"), "viewId");

        assertThat(texts(timeline(set).path("views"), "id")).containsExactlyInAnyOrderElementsOf(seen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"guance", "datadog-v7", "datadog-v5", "rrweb"})
    void everyErrorComesOut(String set) {
        List<String> labels = StreamSupport.stream(timeline(set).path("markers").spliterator(), false)
                .filter(marker -> marker.path("kind").asText().equals("error"))
                .map(marker -> marker.path("label").asText())
                .toList();

        for (String message : texts(Recordings.truth(set).path("errors"), "message")) {
            assertThat(labels).anySatisfy(label -> assertThat(label).contains(essence(message)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"guance", "datadog-v7", "datadog-v5", "rrweb"})
    void itemsAreThoseOfTheTruthAndOfTheTimeline(String set) {
        JsonNode truth = Recordings.truth(set);
        List<String> views = texts(truth.path("sessions").path(0).path("views"), "viewId");
        assertThat(texts(items(set, "views"), "id")).containsExactlyInAnyOrderElementsOf(views);
        List<String> errors = texts(items(set, "errors"), "label");
        for (String message : texts(truth.path("errors"), "message")) {
            assertThat(errors).anySatisfy(label -> assertThat(label).contains(essence(message)));
        }

        Map<String, String> markers = Map.of(
                "views",
                "view",
                "errors",
                "error",
                "resources",
                "resource",
                "actions",
                "action",
                "long-tasks",
                "longTask");
        markers.forEach((kind, marker) -> {
            List<String> inTimeline = StreamSupport.stream(
                            timeline(set).path("markers").spliterator(), false)
                    .filter(one -> one.path("kind").asText().equals(marker))
                    .map(one -> one.path("id").asText())
                    .toList();
            assertThat(items(set, kind).findValuesAsText("id"))
                    .as(kind)
                    .containsExactlyInAnyOrderElementsOf(inTimeline);
            assertThat(client.itemsOfSession(QueryClient.sessionOf(set), kind))
                    .as(kind)
                    .isEqualTo(items(set, kind));
        });
    }

    /** The names that the SDKs give to what a view's and an error's page is made of. */
    @ParameterizedTest
    @CsvSource({
        "guance, views, view_url view_referrer view_loading_type view_action_count largest_contentful_paint",
        "guance, errors, error_message error_source error_type error_stack error_handling",
        "guance, resources, resource_url resource_method resource_status resource_size",
        "datadog-v7, views, view.url view.referrer view.loading_type view.action.count view.largest_contentful_paint",
        "datadog-v7, errors, error.message error.source error.type error.stack error.handling",
        "datadog-v7, resources, resource.url resource.type",
        "datadog-v5, actions, action.type action.target.name"
    })
    void attributesKeepTheSdksOwnNames(String set, String kind, String names) {
        Set<String> named = new HashSet<>();
        items(set, kind).forEach(item -> item.path("attributes").fieldNames().forEachRemaining(named::add));

        assertThat(named).contains(names.split(" ", -1));
    }

    private static JsonNode items(String set, String kind) {
        return client.items(QueryClient.sessionOf(set), kind);
    }

    /** Record-level bounds, from the recordings themselves. */
    @ParameterizedTest
    @CsvSource({
        "guance, 1795439032973, 1795439109416",
        "datadog-v7, 1795438708280, 1795438784670",
        "datadog-v5, 1795438711249, 1795438787641",
        "rrweb, 1795438710180, 1795438786651"
    })
    void exactlyTheTrueGapComesOut(String set, long lastRecordMs, long nextRecordMs) {
        JsonNode idle = Recordings.truth(set).path("idle").path(0);
        JsonNode gaps = timeline(set).path("inactivity");

        assertThat(gaps).hasSize(1);
        JsonNode gap = gaps.path(0);
        assertThat(gap.path("startMs").asLong())
                .isCloseTo(idle.path("lastUserEventBefore").asLong(), NEAR);
        assertThat(gap.path("endMs").asLong())
                .isCloseTo(idle.path("firstUserEventAfter").asLong(), NEAR);
        assertThat(gap.path("startMs").asLong()).isLessThanOrEqualTo(lastRecordMs);
        assertThat(gap.path("endMs").asLong()).isGreaterThanOrEqualTo(nextRecordMs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"guance", "datadog-v7", "datadog-v5", "rrweb"})
    void nothingIsMissing(String set) {
        assertThat(timeline(set).path("missing")).isEmpty();
        assertThat(client.summary(QueryClient.sessionOf(set))
                        .path("completeness")
                        .asDouble())
                .isEqualTo(1.0);
    }

    /** Guance's SDK says so itself; of the others' pages the gateway learns it from the user agent. */
    @ParameterizedTest
    @CsvSource({"guance, PC", "datadog-v7, Desktop", "datadog-v5, Desktop", "rrweb, Desktop"})
    void whatTheVisitorUsedIsKnown(String set, String device) {
        JsonNode summary = client.summary(QueryClient.sessionOf(set));

        assertThat(summary.path("browser").asText()).isEqualTo("Chrome");
        assertThat(summary.path("os").asText()).isEqualTo("Linux");
        assertThat(summary.path("device").asText()).isEqualTo(device);
        assertThat(summary.path("country").isNull())
                .as("no database is configured")
                .isTrue();
    }

    private static JsonNode timeline(String set) {
        return client.timeline(QueryClient.sessionOf(set));
    }

    /** What an error says, without what a browser's event puts in front of it. */
    private static String essence(String message) {
        return message.replaceFirst("^(Uncaught \\w+: |Unhandled promise: )", "");
    }

    private static List<String> texts(JsonNode items, String field) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.path(field).asText())
                .distinct()
                .toList();
    }
}
