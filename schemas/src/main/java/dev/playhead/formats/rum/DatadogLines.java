// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.rum;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.playhead.formats.body.BodyJson;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.facts.RumSlice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Datadog's RUM batch: one JSON object a line; JSON escapes line breaks, so every raw one ends an event. */
public final class DatadogLines {

    private DatadogLines() {}

    /** From a line's first byte to its line break, which is not part of it. */
    record Line(int from, int to) {}

    /** Where each event of an inflated batch lies and whose it is, in batch order; unreadable ones without ids. */
    public static List<RumSlice> slices(byte[] batch) {
        return of(batch).stream()
                .map(line -> slice(batch, line.from(), line.to()))
                .toList();
    }

    /** The lines that are not blank. */
    static List<Line> of(byte[] batch) {
        List<Line> lines = new ArrayList<>();
        int from = 0;
        while (from < batch.length) {
            int to = from;
            while (to < batch.length && batch[to] != '\n') {
                to++;
            }
            if (!isBlank(batch, from, to)) {
                lines.add(new Line(from, to));
            }
            from = to + 1;
        }
        return lines;
    }

    /** The slices' events as a batch of their own, each byte for byte. */
    public static byte[] join(byte[] batch, List<RumSlice> slices) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (RumSlice slice : slices) {
            joined.write(batch, slice.from(), slice.to() - slice.from());
            joined.write('\n');
        }
        return joined.toByteArray();
    }

    private static RumSlice slice(byte[] batch, int from, int to) {
        String app = null;
        String session = null;
        try (JsonParser event = BodyJson.within(BodyLimits.DEFAULT).createParser(batch, from, to - from)) {
            if (event.nextToken() == JsonToken.START_OBJECT) {
                while (event.nextToken() == JsonToken.FIELD_NAME) {
                    String field = event.currentName();
                    event.nextToken();
                    switch (field) {
                        case "application" -> app = idOf(event);
                        case "session" -> session = idOf(event);
                        default -> event.skipChildren();
                    }
                }
            }
        } catch (IOException e) {
            return new RumSlice(from, to, null, null);
        }
        return RumSlice.of(from, to, app, session);
    }

    private static @Nullable String idOf(JsonParser event) throws IOException {
        if (event.currentToken() != JsonToken.START_OBJECT) {
            event.skipChildren();
            return null;
        }
        String id = null;
        while (event.nextToken() == JsonToken.FIELD_NAME) {
            boolean isId = event.currentName().equals("id");
            if (event.nextToken() == JsonToken.VALUE_STRING && isId) {
                id = event.getText();
            } else {
                event.skipChildren();
            }
        }
        return id;
    }

    private static boolean isBlank(byte[] batch, int from, int to) {
        for (int i = from; i < to; i++) {
            if (batch[i] != ' ' && batch[i] != '\t' && batch[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
