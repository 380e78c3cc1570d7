// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.playhead.query.store.Page;
import dev.playhead.query.store.Page.Placed;
import dev.playhead.query.store.Page.Scan;
import dev.playhead.query.store.RowPosition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page as one instance gives it to another: rows as clients get them, each with its place in the order.
 *
 * @param next cursor of the last place that was looked at; null where that was all
 */
record Rows(List<Row> rows, @Nullable String next) {

    /** @param at the row's place, as a cursor */
    record Row(String at, JsonNode item) {}

    Rows {
        rows = List.copyOf(rows);
    }

    static Rows of(Page<?> page) {
        return new Rows(
                page.rows().stream()
                        .map(placed -> new Row(placed.position().toCursor(), Json.tree(placed.row())))
                        .toList(),
                page.next().map(RowPosition::toCursor).orElse(null));
    }

    /** @throws IllegalArgumentException if a place is none in a list with so many bytes of hashes */
    private Scan<JsonNode> scan(int rowBytes) {
        return new Scan<>(
                rows.stream()
                        .map(row -> new Placed<>(position(row.at(), rowBytes), row.item()))
                        .toList(),
                Optional.ofNullable(next).map(cursor -> position(cursor, rowBytes)));
    }

    /** One page out of those of several instances. */
    static Page<JsonNode> merge(List<Rows> parts, int limit, int rowBytes) {
        return Page.merge(parts.stream().map(part -> part.scan(rowBytes)).toList(), limit);
    }

    private static RowPosition position(String cursor, int rowBytes) {
        return RowPosition.fromCursor(cursor, rowBytes)
                .orElseThrow(() -> new IllegalArgumentException("not a place in this list"));
    }
}
