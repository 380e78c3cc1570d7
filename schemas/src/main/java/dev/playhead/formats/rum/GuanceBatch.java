// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.rum;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playhead.formats.body.BodyJson;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.facts.RumSlice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Guance's RUM batch: line protocol, or with {@code sendContentTypeByJson} a JSON array of
 * {@code {"measurement","tags","fields","time"}}. Both arrive as {@code text/plain}, so the first byte tells.
 */
public final class GuanceBatch {

    private GuanceBatch() {}

    /** Hands out every point, in either shape; what cannot be read comes as unreadable. */
    static void read(byte[] batch, BodyLimits limits, Consumer<LineProtocol.Line> points) {
        if (isJson(batch)) {
            readArray(batch, BodyJson.within(limits), points);
        } else {
            LineProtocol.read(batch, points);
        }
    }

    /** Where each event of an inflated batch lies and whose it is, in batch order; unreadable ones without ids. */
    public static List<RumSlice> slices(byte[] batch) {
        List<RumSlice> slices = new ArrayList<>();
        read(batch, BodyLimits.DEFAULT, line -> slices.add(slice(line)));
        return slices;
    }

    /** The slices' events as a batch of their own, each byte for byte. */
    public static byte[] join(byte[] batch, List<RumSlice> slices) {
        boolean json = isJson(batch);
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        if (json) {
            joined.write('[');
        }
        for (RumSlice slice : slices) {
            if (json && joined.size() > 1) {
                joined.write(',');
            }
            joined.write(batch, slice.from(), slice.to() - slice.from());
            if (!json) {
                joined.write('\n');
            }
        }
        if (json) {
            joined.write(']');
        }
        return joined.toByteArray();
    }

    private static RumSlice slice(LineProtocol.Line line) {
        return switch (line) {
            case LineProtocol.Point point ->
                RumSlice.of(
                        point.from(),
                        point.to(),
                        point.tags().get("app_id"),
                        point.tags().get("session_id"));
            case LineProtocol.Unreadable bad -> new RumSlice(bad.from(), bad.to(), null, null);
        };
    }

    private static boolean isJson(byte[] batch) {
        for (byte b : batch) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b == '[';
            }
        }
        return false;
    }

    private static void readArray(byte[] batch, ObjectMapper json, Consumer<LineProtocol.Line> points) {
        int from = 0;
        try (JsonParser elements = json.createParser(batch)) {
            elements.nextToken();
            while (elements.nextToken() != JsonToken.END_ARRAY) {
                from = (int) elements.currentTokenLocation().getByteOffset();
                elements.skipChildren();
                int to = (int) elements.currentLocation().getByteOffset();
                points.accept(element(batch, from, to, json));
                from = to;
            }
        } catch (IOException e) {
            points.accept(new LineProtocol.Unreadable(
                    from, batch.length, MalformedBodyException.of(e).detail()));
        }
    }

    private static LineProtocol.Line element(byte[] batch, int from, int to, ObjectMapper json) throws IOException {
        if (to - from > BodyLimits.MAX_RUM_EVENT_BYTES) {
            return new LineProtocol.Unreadable(
                    from, to, "an element is larger than %d bytes".formatted(BodyLimits.MAX_RUM_EVENT_BYTES));
        }
        return point(from, to, json.readTree(batch, from, to - from));
    }

    private static LineProtocol.Line point(int from, int to, JsonNode element) {
        JsonNode measurement = element.path("measurement");
        JsonNode time = element.path("time");
        if (!measurement.isTextual()) {
            return new LineProtocol.Unreadable(from, to, "an element names no measurement");
        }
        Map<String, String> tags = new LinkedHashMap<>();
        element.path("tags").properties().forEach(tag -> {
            if (tag.getValue().isValueNode() && !tag.getValue().isNull()) {
                tags.put(tag.getKey(), tag.getValue().asText());
            }
        });
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        element.path("fields").properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return new LineProtocol.Point(from, to, measurement.textValue(), tags, fields, timestamp(time));
    }

    private static @Nullable Long timestamp(JsonNode time) {
        return time.isNumber() ? Long.valueOf((long) Math.floor(time.doubleValue())) : null;
    }
}
