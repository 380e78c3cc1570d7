// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class PackedEventsOfPostHogTest {

    private static final BodyLimits NARROW = new BodyLimits(1_000, 250, 64);

    @Test
    void wholeDataAndPartsOfItAreUnpacked() throws IOException {
        ObjectNode snapshot = packed(2);
        snapshot.put("data", gzip("{\"node\":{}}"));
        ObjectNode mutation = packed(3);
        mutation.putObject("data").put("source", 0).put("texts", gzip("[1]")).put("adds", gzip("[]"));
        assertThat(read(snapshot, mutation))
                .map(Object::toString)
                .containsExactly(
                        "{\"type\":2,\"data\":{\"node\":{}}}",
                        "{\"type\":3,\"data\":{\"source\":0,\"texts\":[1],\"adds\":[]}}");
    }

    @Test
    void textsAreLeftAloneWhereNothingSaysThatTheyArePacked() throws IOException {
        ObjectNode plain = Json.object("{'type':5,'data':{'texts':'hello'}}");
        assertThat(read(plain.deepCopy())).containsExactly(plain);
    }

    @Test
    void manySmallBombsAreOneBigBomb() throws IOException {
        ObjectNode event = packed(2);
        event.put("data", gzip("[" + " ".repeat(600) + "]"));
        assertThat(read(event)).hasSize(1);
        assertRefused(RejectReason.TOO_LARGE, event, event);
    }

    @Test
    void whatCannotBeUnpackedIsRefused() throws IOException {
        ObjectNode other = packed(2);
        other.put("cv", "2031-01").put("data", gzip("{}"));
        assertRefused(RejectReason.UNKNOWN_FORMAT, other);
        assertRefused(RejectReason.CORRUPT, packed(2).put("data", "no gzip"));
        assertRefused(RejectReason.MALFORMED, packed(2).put("data", gzip("{")));
    }

    private static void assertRefused(RejectReason reason, ObjectNode... events) {
        assertThatThrownBy(() -> read(events))
                .isInstanceOfSatisfying(
                        MalformedBodyException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static List<ObjectNode> read(ObjectNode... events) throws IOException {
        byte[] body = List.of(events).toString().getBytes(StandardCharsets.UTF_8);
        List<ObjectNode> read = new ArrayList<>();
        new PostHogReader().read(new Body(body, Body.Encoding.IDENTITY, NARROW), read::add);
        return read;
    }

    private static ObjectNode packed(int type) {
        return Json.object("{'type':%d,'cv':'2024-10'}".formatted(type));
    }

    private static String gzip(String json) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(json.getBytes(StandardCharsets.UTF_8));
        }
        return compressed.toString(StandardCharsets.ISO_8859_1);
    }
}
