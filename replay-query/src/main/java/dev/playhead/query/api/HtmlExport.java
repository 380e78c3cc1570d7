// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * One HTML file: the head, blocks of data, the player. What was recorded stands in it compressed and in Base64 only, so
 * that no text of a page can end a block or begin a tag.
 *
 * <pre>
 * facts     {"session":…,"timeline":…}
 * events*   NDJSON of one view, in order
 * </pre>
 */
final class HtmlExport implements Pieces {

    private enum Place {
        HEAD,
        EVENTS,
        END
    }

    private final WholeSession whole;
    private final ExportPage page;
    private Place place = Place.HEAD;

    HtmlExport(WholeSession whole, ExportPage page) {
        this.whole = whole;
        this.page = page;
    }

    @Override
    public Optional<byte[]> next() {
        return switch (place) {
            case HEAD -> {
                place = Place.EVENTS;
                yield Optional.of(utf8(page.head() + block("facts", "", whole.facts())));
            }
            case EVENTS ->
                Optional.of(whole.events()
                        .next()
                        .map(lines -> utf8(block("events", whole.events().view(), lines)))
                        .orElseGet(this::end));
            case END -> Optional.empty();
        };
    }

    private byte[] end() {
        place = Place.END;
        return utf8(page.tail());
    }

    /** @param view an id, which has no letter that means something in HTML */
    private static String block(String name, String view, byte[] data) {
        return "<script type=\"application/octet-stream\" class=\"%s\" data-view=\"%s\">%s</script>\n"
                .formatted(name, view, Base64.getEncoder().encodeToString(compressed(data)));
    }

    private static byte[] compressed(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException("in memory", e);
        }
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
