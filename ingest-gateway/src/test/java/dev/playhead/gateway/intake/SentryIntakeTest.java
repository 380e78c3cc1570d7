// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import static dev.playhead.gateway.intake.Uploads.RECEIVED_AT_MS;
import static dev.playhead.gateway.intake.Uploads.bytes;
import static dev.playhead.gateway.intake.Uploads.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.gateway.intake.LogEntry.Recording;
import dev.playhead.gateway.intake.LogEntry.Rum;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SentryIntakeTest {

    private static final String EVENT = "{\"replay_id\":\"r1\",\"segment_id\":3}";
    private static final String RECORDING = "{\"segment_id\":3}\n[{},\n{}]";

    private final Intake intake = new SentryIntake(IntakeLimits.DEFAULT);

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
    void whatIsNoReplayIsIgnored() throws MalformedBodyException {
        for (String envelope : List.of("{}", "{}\n", "{\"event_id\":\"a b\"}\n" + bare("event", "{}"))) {
            assertThat(read(envelope)).isEqualTo(new Reading.Ignored(Reading.Ignored.Kind.NO_REPLAY, "{}"));
        }
        assertThat(read("{\"event_id\":\"abc\"}\n").answer()).isEqualTo("{\"id\":\"abc\"}");
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
        return new Upload(path, Map.of(), "text/plain", null, utf8(envelope), RECEIVED_AT_MS);
    }

    private static String item(String type, String payload) {
        return "{\"type\":\"%s\",\"length\":%d}\n%s".formatted(type, utf8(payload).length, payload);
    }

    private static String bare(String type, String payload) {
        return "{\"type\":\"%s\"}\n%s".formatted(type, payload);
    }
}
