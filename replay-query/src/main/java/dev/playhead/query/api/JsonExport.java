// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** {@code {"session":…,"timeline":…,"events":[…]}}, an event a line. */
final class JsonExport implements Pieces {

    private enum Place {
        HEAD,
        FIRST_EVENT,
        EVENTS,
        END
    }

    private final WholeSession whole;
    private Place place = Place.HEAD;

    JsonExport(WholeSession whole) {
        this.whole = whole;
    }

    @Override
    public Optional<byte[]> next() {
        return switch (place) {
            case HEAD -> {
                place = Place.FIRST_EVENT;
                yield Optional.of(head());
            }
            case FIRST_EVENT, EVENTS ->
                Optional.of(whole.events().next().map(this::events).orElseGet(this::end));
            case END -> Optional.empty();
        };
    }

    private byte[] head() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] facts = whole.facts();
        out.write(facts, 0, facts.length - 1); // all but its brace
        out.writeBytes(utf8(",\"events\":["));
        return out.toByteArray();
    }

    /** @param lines each with its line feed; there is no other in JSON */
    private byte[] events(byte[] lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(lines.length);
        int from = 0;
        for (int i = 0; i < lines.length; i++) {
            if (lines[i] == '\n') {
                out.writeBytes(utf8(place == Place.EVENTS ? ",\n" : "\n"));
                out.write(lines, from, i - from);
                place = Place.EVENTS;
                from = i + 1;
            }
        }
        return out.toByteArray();
    }

    private byte[] end() {
        place = Place.END;
        return utf8("\n]}\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
