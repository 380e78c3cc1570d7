// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import static dev.playhead.gateway.intake.Uploads.bytes;
import static dev.playhead.gateway.intake.Uploads.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.gateway.intake.LogEntry.Recording;
import dev.playhead.gateway.intake.LogEntry.Rum;
import dev.playhead.gateway.intake.LogEntry.Unusable;
import dev.playhead.schemas.v1.BodyEncoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class PostHogIntakeTest {

    private static final String PAGEVIEW =
            "{\"event\":\"$pageview\",\"properties\":{\"token\":\"phc_1\",\"$session_id\":\"s1\"}}";
    private static final String SNAPSHOT = """
            {"uuid":"u1","event":"$snapshot","properties":{"token":"phc_1","$session_id":"s1","$window_id":"w1",\
            "$snapshot_data":[ {"type":4} ]}}""";

    private final Intake intake = PostHogIntake.events(IntakeLimits.DEFAULT);

    @Test
    void oneRequestMayHoldBothKinds() throws MalformedBodyException {
        List<LogEntry> entries = read("[%s,%s]".formatted(PAGEVIEW, SNAPSHOT));
        assertThat(entries)
                .satisfiesExactly(
                        entry -> assertThat(text((Recording) entry)).isEqualTo("[ {\"type\":4} ]"),
                        entry -> assertThat(text((Rum) entry)).isEqualTo("[" + PAGEVIEW + "]"));
    }

    @Test
    void olderVersionsSendAForm() throws MalformedBodyException {
        String base64 = Base64.getEncoder().encodeToString(utf8(PAGEVIEW));
        for (String form : List.of(
                "data=" + base64,
                "data=" + URLEncoder.encode(base64, StandardCharsets.UTF_8) + "&compression=base64",
                "data=" + URLEncoder.encode(PAGEVIEW, StandardCharsets.UTF_8))) {
            assertThat(read(form))
                    .singleElement()
                    .satisfies(entry -> assertThat(text((Rum) entry)).isEqualTo(PAGEVIEW));
        }
        assertThatThrownBy(() -> read("data=%%%")).isInstanceOf(MalformedBodyException.class);
    }

    @Test
    void gzipIsKnownByItsBytes() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(utf8(PAGEVIEW));
        }
        Upload upload = Uploads.of("text/plain", compressed.toByteArray());
        assertThat(Uploads.found(intake.read(upload)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Rum.class, rum -> assertThat(rum.batch().getEncoding()).isEqualTo(BodyEncoding.GZIP));
    }

    @Test
    void aSnapshotThatSaysNotWhoseItIsBecomesADeadLetter() throws MalformedBodyException {
        for (String bad : List.of(
                SNAPSHOT.replace("\"s1\"", "\"s/1\""),
                SNAPSHOT.replace("\"w1\"", "\"..\""),
                SNAPSHOT.replace("\"u1\"", "\"u 1\""),
                SNAPSHOT.replace("$snapshot_data", "$snapshot"))) {
            assertThat(read("[%s,%s]".formatted(bad, SNAPSHOT)))
                    .satisfiesExactly(
                            entry -> assertThat(entry).isInstanceOf(Recording.class),
                            entry -> assertThat(entry).isInstanceOf(Unusable.class));
            assertThatThrownBy(() -> read(bad)).isInstanceOf(MalformedBodyException.class);
        }
    }

    @Test
    void aSnapshotWithoutAWindowIsOfTheMainView() throws MalformedBodyException {
        assertThat(read(SNAPSHOT.replace("\"$window_id\":\"w1\",", "").replace("\"uuid\":\"u1\",", "")))
                .singleElement()
                .isInstanceOfSatisfying(Recording.class, recording -> {
                    assertThat(recording.segment().getView()).isEqualTo("main");
                    assertThat(recording.segment().getUuid()).isNull();
                });
    }

    @Test
    void rubbishIsRefused() {
        for (String rubbish : List.of("", "7", "[]", "{}", "[7]", "{\"batch\":[]}", "[" + PAGEVIEW.replace("s1", ""))) {
            assertThatThrownBy(() -> read(rubbish)).as(rubbish).isInstanceOf(MalformedBodyException.class);
        }
    }

    private List<LogEntry> read(String body) throws MalformedBodyException {
        return Uploads.found(intake.read(Uploads.of("text/plain", utf8(body))));
    }

    private static String text(Recording recording) {
        return new String(bytes(recording.segment().getBody()), StandardCharsets.UTF_8);
    }

    private static String text(Rum rum) {
        return new String(bytes(rum.batch().getBody()), StandardCharsets.UTF_8);
    }
}
