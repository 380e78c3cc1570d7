// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import static dev.playhead.gateway.intake.Uploads.ANYTHING;
import static dev.playhead.gateway.intake.Uploads.RECEIVED_AT_MS;
import static dev.playhead.gateway.intake.Uploads.bytes;
import static dev.playhead.gateway.intake.Uploads.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.gateway.access.Claim;
import dev.playhead.gateway.intake.LogEntry.Recording;
import dev.playhead.gateway.intake.LogEntry.Rum;
import dev.playhead.gateway.intake.Reading.Ignored;
import dev.playhead.schemas.v1.Client;
import dev.playhead.schemas.v1.SourceFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SentryIntakeTest {

    private static final String EVENT = "{\"replay_id\":\"r1\",\"segment_id\":3}";
    private static final String RECORDING = "{\"segment_id\":3}\n[{},\n{}]";

    private final Intake intake = SentryIntake.envelopes(IntakeLimits.DEFAULT);

    @Test
    void lengthsMayBeThereOrNot() throws MalformedBodyException {
        for (String event : List.of(item("replay_event", EVENT), bare("replay_event", EVENT))) {
            for (String end : List.of("", "\n", "\n" + bare("session", "{}"))) {
                String envelope = "{}\n" + event + "\n" + item("replay_recording", RECORDING) + end;
                assertThat(Uploads.found(read(envelope)))
                        .singleElement()
                        .isInstanceOfSatisfying(Recording.class, recording -> {
                            assertThat(recording.key().text()).isEqualTo("7:r1");
                            assertThat(recording.segment().getIndex()).isEqualTo(3);
                            assertThat(new String(bytes(recording.segment().getBody()), StandardCharsets.UTF_8))
                                    .isEqualTo("[{},\n{}]");
                        });
            }
        }
    }

    @Test
    void anEventThatNamesErrorsIsKept() throws MalformedBodyException {
        String event = EVENT.replace("}", ",\"error_ids\":[\"e1\"]}");
        String envelope = "{}\n" + bare("replay_event", event) + "\n" + item("replay_recording", RECORDING);
        assertThat(Uploads.found(read(envelope)))
                .hasSize(2)
                .last()
                .isInstanceOfSatisfying(
                        Rum.class,
                        rum -> assertThat(new String(bytes(rum.batch().getBody()), StandardCharsets.UTF_8))
                                .isEqualTo(event));
    }

    @Test
    void whatIsNoReplayIsIgnoredAndCounted() throws MalformedBodyException {
        assertThat(read("{}")).isEqualTo(new Reading(List.of(), List.of(), "{}"));
        assertThat(read("{}\n")).isEqualTo(new Reading(List.of(), List.of(), "{}"));
        assertThat(read("{\"event_id\":\"a b\"}\n" + bare("event", "{}")))
                .isEqualTo(new Reading(List.of(), List.of(Ignored.EVENT), "{}"));
        assertThat(read("{\"event_id\":\"abc\"}\n").answer()).isEqualTo("{\"id\":\"abc\"}");
        String mixed = String.join(
                "\n",
                "{}",
                bare("transaction", "{}"),
                bare("session", "{}"),
                bare("client_report", "{}"),
                bare("never_heard_of", "{}"));
        assertThat(read(mixed).ignored())
                .containsExactly(Ignored.TRANSACTION, Ignored.SESSION, Ignored.CLIENT_REPORT, Ignored.OTHER);
    }

    @Test
    void aHeaderOrAnEventThatIsTooLargeToBeOneIsRefused() {
        String padding = "x".repeat(IntakeLimits.DEFAULT.maxFieldBytes());
        for (String envelope : List.of(
                "{\"event_id\":\"%s\"}".formatted(padding),
                "{}\n{\"type\":\"event\",\"x\":\"%s\"}\n{}".formatted(padding),
                "{}\n" + item("replay_event", "{\"replay_id\":\"%s\"}".formatted(padding.repeat(17))))) {
            assertThatThrownBy(() -> read(envelope))
                    .isInstanceOfSatisfying(
                            MalformedBodyException.class,
                            e -> assertThat(e.reason()).isEqualTo(RejectReason.TOO_LARGE));
        }
    }

    @Test
    void theKeyStandsInTheUrlOrInAHeader() {
        RequestHead page = new RequestHead("/api/7/envelope/", Map.of("sentry_key", "k1"), "https://a", _ -> null);
        assertThat(intake.claims().of(page)).isEqualTo(new Claim(SourceFormat.SENTRY, "7", "k1", false, "https://a"));
        RequestHead server = new RequestHead(
                "/api/7/envelope/",
                Map.of(),
                null,
                Map.of("X-Sentry-Auth", "Sentry sentry_version=7, sentry_key=k2, sentry_client=x")::get);
        assertThat(intake.claims().of(server)).isEqualTo(new Claim(SourceFormat.SENTRY, "7", "k2", false, null));
    }

    @Test
    void rubbishIsRefused() {
        String event = bare("replay_event", EVENT) + "\n";
        for (String rubbish : List.of(
                "",
                "[]",
                "{}\nrubbish",
                "{}\n{\"type\":\"event\",\"length\":9}\n{}",
                "{}\n{\"type\":\"event\",\"length\":-1}\n{}",
                "{}\n{\"type\":\"event\",\"length\":1}\n{}",
                "{}\n" + item("replay_recording", RECORDING),
                "{}\n" + event + item("replay_recording", "{\"segment_id\":3}\n"),
                "{}\n" + event + item("replay_recording", "{\"segment_id\":3}"),
                "{}\n" + event + item("replay_recording", "{\"segment_id\":-3}\n[{}]"),
                "{}\n" + event.replace("r1", "r/1") + item("replay_recording", RECORDING))) {
            assertThatThrownBy(() -> read(rubbish)).as(rubbish).isInstanceOf(MalformedBodyException.class);
        }
        assertThatThrownBy(() -> intake.read(upload("/api/a b/envelope/", "{}")))
                .isInstanceOf(MalformedBodyException.class);
    }

    private Reading read(String envelope) throws MalformedBodyException {
        return intake.read(upload("/api/7/envelope/", envelope));
    }

    private static Upload upload(String path, String envelope) {
        return new Upload(path, Map.of(), "text/plain", null, utf8(envelope), ANYTHING, Client::new, RECEIVED_AT_MS);
    }

    private static String item(String type, String payload) {
        return "{\"type\":\"%s\",\"length\":%d}\n%s".formatted(type, utf8(payload).length, payload);
    }

    private static String bare(String type, String payload) {
        return "{\"type\":\"%s\"}\n%s".formatted(type, payload);
    }
}
