// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RrwebPassThroughTest {

    private static final String CUSTOM = "{'type':5,'timestamp':2,'data':{'tag':'t','payload':{'v':1}},'v':'mine'}";
    private static final String PLUGIN = "{'type':6,'timestamp':1,'data':{'plugin':'rrweb/console@1','payload':{}}}";

    @Test
    void eventsStayAsTheyAreInArrayOrder() throws MalformedBodyException {
        assertThat(read(Json.body("{'appId':'a','events':[%s,%s],'packed':false}".formatted(CUSTOM, PLUGIN))))
                .containsExactly(Json.object(CUSTOM), Json.object(PLUGIN));
    }

    @Test
    void packedEventsAreUnpackedAndLoseTheirPackersVersion() throws MalformedBodyException {
        ObjectNode batch = Json.object("{'packed':true}");
        batch.putArray("events").add(packed(PLUGIN.replace("{'type'", "{'v':'v1','type'")));

        assertThat(read(body(batch, BodyLimits.DEFAULT))).containsExactly(Json.object(PLUGIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE"})
    void packedEventsTogetherInflateNoFurtherThanOneBody(Charset charset) {
        int chars = 4_000 / "x".getBytes(charset).length;
        String event = packed("{'type':5,'padding':'%s'}".formatted("x".repeat(chars)), charset);
        ObjectNode batch = Json.object("{}");
        batch.putArray("events").add(event).add(event).add(event);
        List<ObjectNode> given = new ArrayList<>();

        assertThatExceptionOfType(MalformedBodyException.class)
                .isThrownBy(() ->
                        new RrwebPassThrough().read(body(batch, new BodyLimits(10_000, 250, 512)), given::add))
                .extracting(MalformedBodyException::reason)
                .isEqualTo(RejectReason.TOO_LARGE);
        assertThat(given).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{'events':{}}",
                "{'events':[{'type':5}",
                "{'events':[]}{}",
                "{'events':['not packed']}"
            })
    void whatIsNoBatchIsRefusedWithoutAWordOfItsContent(String body) {
        assertThatExceptionOfType(MalformedBodyException.class)
                .isThrownBy(() -> read(Json.body(body)))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("type"));
    }

    @Test
    void jsonDeeperThanTheLimitIsRefused() {
        String deep = "{'events':[%s]}".formatted("[".repeat(600) + "]".repeat(600));

        assertThatExceptionOfType(MalformedBodyException.class)
                .isThrownBy(() -> read(Json.body(deep)))
                .extracting(MalformedBodyException::reason)
                .isEqualTo(RejectReason.TOO_DEEP);
    }

    private static List<ObjectNode> read(Body body) throws MalformedBodyException {
        List<ObjectNode> events = new ArrayList<>();
        new RrwebPassThrough().read(body, events::add);
        return events;
    }

    private static Body body(ObjectNode batch, BodyLimits limits) {
        return new Body(batch.toString().getBytes(StandardCharsets.UTF_8), Body.Encoding.IDENTITY, limits);
    }

    private static String packed(String event) {
        return packed(event, StandardCharsets.UTF_8);
    }

    private static String packed(String event, Charset charset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(bytes)) {
            deflating.write(event.replace('\'', '"').getBytes(charset));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
