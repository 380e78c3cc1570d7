// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.rum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.Identifiers;
import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.RumEvent;
import dev.playhead.formats.facts.RumFacts;
import dev.playhead.formats.facts.Traits;
import dev.playhead.testkit.Uploads;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatadogRumTest {

    private static final String ENVELOPE = """
            "application":{"id":"app"},"session":{"id":"ses","type":"user","has_replay":true},"date":1795438680654,\
            "view":{"id":"v1","url":"http://h/p","referrer":""},"service":"shop","version":"1.4.2",\
            "usr":{"id":"u-1","name":"U","plan":"free","anonymous_id":"x"},"tab":{"id":"t1"},\
            "ddtags":"sdk_version:7.16.2,env:dev,service:other","_dd":{"format_version":2,"sdk_name":"rum",\
            "action":{"target":{"selector":"#a"}}}""";

    @Test
    void aViewDocumentIsRankedByItsVersion() {
        RumEvent.View view = view("""
                {"type":"view","date":1795438671360.7,"session":{"id":"s","has_replay":true},"tab":{"id":"t1"},
                "view":{"id":"v1","url":"http://h/","name":"Home","time_spent":3295999999,"is_active":true,
                "action":{"count":2},"error":{"count":1},"resource":{"count":6},"long_task":{"count":3},
                "frustration":{"count":4},"largest_contentful_paint":224000000},
                "_dd":{"document_version":7,"replay_stats":{"segments_count":5}},
                "context":{"cart":{"size":3},"token":"s"},"usr":{"id":"u","email":"e","plan":"free"}}""");
        assertThat(view.view()).isEqualTo("v1");
        assertThat(view.atMs()).isEqualTo(1795438671360L);
        assertThat(view.rank()).isEqualTo(7);
        assertThat(view.timeSpentMs()).isEqualTo(3295);
        assertThat(view.tab()).isEqualTo("t1");
        assertThat(view.url()).isEqualTo("http://h/");
        assertThat(view.name()).isEqualTo("Home");
        assertThat(view.hasReplay()).isTrue();
        assertThat(view.counts()).isEqualTo(new RumEvent.Counts(2, 1, 6, 3, 4));
        assertThat(view.expectedSegments()).isEqualTo(5);
        assertThat(view.sampledForError()).isFalse();
        assertThat(view.traits().userEmail()).isEqualTo("e");
        assertThat(view.traits().attributes()).isEqualTo("{\"cart.size\":3,\"usr.plan\":\"free\"}");
        assertThat(view.attributes())
                .contains("\"view.largest_contentful_paint\":224000000", "\"context.cart.size\":3")
                .doesNotContain("v1", "token", "segments_count", "\"usr");
    }

    @Test
    void whatAViewDoesNotSayIsNull() {
        RumEvent.View view = view("{\"type\":\"view\",\"date\":1,\"view\":{\"id\":\"v1\"}}");
        assertThat(view.counts()).isNull();
        assertThat(view.expectedSegments()).isNull();
        assertThat(view.hasReplay()).isNull();
        assertThat(view.tab()).isNull();
        assertThat(view.traits().attributes()).isNull();
        assertThat(view.timeSpentMs()).isZero();
        assertThat(view.sessionEnded()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"false, true", "true, false", "'\"false\"', false"})
    void aSessionIsOverOnceTheSdkSaysThatItIsNotActive(String isActive, boolean ended) {
        RumEvent.View view = view("""
                {"type":"view","date":1,"view":{"id":"v1","is_active":false},"session":{"id":"s","is_active":%s}}""".formatted(isActive));
        assertThat(view.sessionEnded()).isEqualTo(ended);
    }

    @Test
    void anActionHasItsTargetsName() {
        RumEvent.Item action = item(
                "action",
                "\"action\":{\"id\":\"a1\",\"type\":\"click\",\"target\":{\"name\":\"Pay\"},"
                        + "\"loading_time\":43999999,\"frustration\":{\"type\":[\"rage_click\",\"dead_click\"]}}");
        assertThat(action.kind()).isEqualTo(MarkerKind.ACTION);
        assertThat(action.id()).isEqualTo("a1");
        assertThat(action.view()).isEqualTo("v1");
        assertThat(action.label()).isEqualTo("Pay");
        assertThat(action.durationMs()).isEqualTo(43);
        assertThat(action.userActivity()).isTrue();
        assertThat(action.frustrations()).containsExactly("rage_click", "dead_click");
        assertThat(action.attributes())
                .contains("\"action.target.name\":\"Pay\"", "\"_dd.action.target.selector\":\"#a\"");
    }

    @ParameterizedTest
    @CsvSource({
        "click,true",
        "tap,true",
        "scroll,true",
        "swipe,true",
        "key,true",
        "back,true",
        "custom,false",
        "x,false"
    })
    void onlyAUsersActionsAreActivity(String type, boolean activity) {
        RumEvent.Item action = item("action", "\"action\":{\"id\":\"a1\",\"type\":\"%s\"}".formatted(type));
        assertThat(action.userActivity()).isEqualTo(activity);
        assertThat(action.label()).isEqualTo(type);
    }

    @Test
    void anErrorKeepsEveryActionItBelongsTo() {
        RumEvent.Item error = item(
                "error",
                "\"error\":{\"id\":\"e1\",\"message\":\"it\\nbroke\",\"source\":\"source\",\"stack\":\"s\"},\"action\":{\"id\":[\"a\",\"b\"]}");
        assertThat(error.kind()).isEqualTo(MarkerKind.ERROR);
        assertThat(error.label()).isEqualTo("it\nbroke");
        assertThat(error.durationMs()).isNull();
        assertThat(error.attributes())
                .contains("\"error.message\":\"it\\nbroke\"", "\"action.id\":\"[\\\"a\\\",\\\"b\\\"]\"");
    }

    @Test
    void aResourceIsItsMethodAndUrl() {
        String url = "\"url\":\"http://h/a.css\",\"duration\":40700000,\"status_code\":404";
        assertThat(item("resource", "\"resource\":{\"id\":\"r\",\"method\":\"POST\",%s}".formatted(url)))
                .satisfies(resource -> {
                    assertThat(resource.label()).isEqualTo("POST http://h/a.css");
                    assertThat(resource.durationMs()).isEqualTo(40);
                    assertThat(resource.attributes()).contains("\"resource.status_code\":404");
                });
        assertThat(item("resource", "\"resource\":{\"id\":\"r\",%s}".formatted(url))
                        .label())
                .isEqualTo("http://h/a.css");
    }

    @Test
    void longTasksAndOtherTypes() {
        assertThat(item("long_task", "\"long_task\":{\"id\":\"l\",\"duration\":103600000}"))
                .satisfies(task -> {
                    assertThat(task.kind()).isEqualTo(MarkerKind.LONG_TASK);
                    assertThat(task.label()).isEqualTo("long-task");
                    assertThat(task.durationMs()).isEqualTo(103);
                });
        assertThat(item("vital", "\"vital\":{\"id\":\"x\",\"name\":\"checkout\"}"))
                .satisfies(vital -> {
                    assertThat(vital.kind()).isEqualTo(MarkerKind.CUSTOM);
                    assertThat(vital.label()).isEqualTo("checkout");
                });
        assertThat(item("transition", "\"stream\":{}").label()).isEqualTo("transition");
    }

    @Test
    void whatTheSdkTellsItsMakersIsNoEvent() {
        String telemetry = "{\"type\":\"telemetry\",%s,\"telemetry\":{\"type\":\"log\"}}".formatted(ENVELOPE);
        assertThat(facts(telemetry)).as("nothing is wrong with it").isEqualTo(new RumFacts(List.of(), List.of()));
        RumFacts mixed = facts(telemetry + "\n{oops\n{\"type\":\"error\",%s,\"error\":{}}".formatted(ENVELOPE));
        assertThat(mixed.events()).hasSize(1);
        assertThat(mixed.rejected())
                .singleElement()
                .satisfies(rejected -> assertThat(rejected.detail()).startsWith("event 1:"));
    }

    @Test
    void theEventSaysWhoseItIsAndOfWhat() {
        Traits traits =
                item("error", "\"error\":{\"id\":\"e1\",\"message\":\"m\"}").traits();
        assertThat(traits)
                .isEqualTo(new Traits(
                        "u-1", "U", null, null, null, null, null, "dev", "shop", "1.4.2", "rum", "7.16.2", null));
    }

    @Test
    void anEventWithoutAnIdGetsTheSameOneAgain() {
        String error = "\"error\":{\"message\":\"m\"}";
        String id = item("error", error).id();
        assertThat(Identifiers.isAllowed(id)).isTrue();
        assertThat(item("error", error).id()).isEqualTo(id);
        assertThat(item("error", "\"error\":{\"message\":\"n\"}").id()).isNotEqualTo(id);
    }

    @Test
    void theHashIsOverTheEventAlone() {
        String line = "{\"type\":\"error\",%s,\"error\":{\"id\":\"e\"}}".formatted(ENVELOPE);
        List<RumEvent> events = facts("\n" + line + "\n" + line.replace("dev", "prod") + "\n" + line)
                .events();
        assertThat(events.get(0).contentHash()).isEqualTo(events.get(2).contentHash());
        assertThat(events.get(0).contentHash()).isNotEqualTo(events.get(1).contentHash());
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"type\":\"view\",\"date\":1,\"view\":{}}',BAD_ID",
        "'{\"type\":\"view\",\"date\":1,\"view\":{\"id\":\"a/b\"}}',BAD_ID",
        "'{\"type\":\"error\",\"date\":1,\"view\":{\"id\":\"..\"}}',BAD_ID",
        "'{\"type\":\"error\",\"date\":1,\"error\":{\"id\":\"a b\"}}',BAD_ID",
        "'{\"type\":\"error\"}',MALFORMED",
        "'{\"type\":\"error\",\"date\":1e300}',MALFORMED",
        "'{\"type\":\"err',MALFORMED",
        "'{} {}',MALFORMED",
        "'[1]',MALFORMED",
    })
    void oneBadEventLosesNothingButItself(String bad, RejectReason reason) {
        String good = "{\"type\":\"error\",\"date\":1,\"error\":{\"id\":\"e\",\"message\":\"m\"}}";
        RumFacts facts = facts(good + "\n" + bad + "\n" + good);
        assertThat(facts.events()).hasSize(2);
        assertThat(facts.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.reason()).isEqualTo(reason);
            assertThat(rejected.detail()).startsWith("event 1: ");
        });
    }

    @Test
    void anEventPastTheLimitsIsRejectedForThat() {
        String deep = "{\"type\":\"error\",\"date\":1,\"x\":%s}".formatted("[".repeat(600) + "]".repeat(600));
        String large = "{\"type\":\"error\",\"date\":1,\"x\":\"%s\"}".formatted("x".repeat(1 << 20));
        assertThat(facts(deep + "\n" + large).rejected())
                .extracting(Decoded.Rejected::reason)
                .containsExactly(RejectReason.TOO_DEEP, RejectReason.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \r\n\n"})
    void aBatchWithoutEventsIsEmpty(String batch) {
        assertThat(DatadogRum.read(Uploads.body(batch)))
                .isEqualTo(new Decoded.Rejected<>(RejectReason.EMPTY, "no event"));
    }

    private static RumEvent.View view(String event) {
        return (RumEvent.View) only(event.replace("\n", ""));
    }

    private static RumEvent.Item item(String type, String members) {
        return (RumEvent.Item) only("{\"type\":\"%s\",%s,%s}".formatted(type, ENVELOPE, members));
    }

    private static RumEvent only(String event) {
        RumFacts facts = facts(event);
        assertThat(facts.rejected()).isEmpty();
        assertThat(facts.events()).hasSize(1);
        return facts.events().getFirst();
    }

    private static RumFacts facts(String batch) {
        return switch (DatadogRum.read(Uploads.body(batch))) {
            case Decoded.Facts<RumFacts>(RumFacts facts) -> facts;
            case Decoded.Rejected<RumFacts> rejected -> throw new AssertionError(rejected);
        };
    }
}
