// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.schemas.BundledRecords;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.ViewSummary;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * What a list shows and filters of a session: its summary without what grows with its length.
 *
 * @param views how many the session has
 * @param firstUrl of the first view that has one
 * @param lastUrl of the last view that has one
 * @param summary with islands, views and holes emptied
 */
public record SessionRow(
        int views, @Nullable String firstUrl, @Nullable String lastUrl, SessionSummary summary) {

    private static final BundledRecords RECORDS = new BundledRecords(SessionSummary.class);

    public static SessionRow of(SessionSummary whole) {
        List<String> urls = whole.getViews().stream()
                .map(ViewSummary::getUrl)
                .filter(Objects::nonNull)
                .toList();
        SessionSummary row = copy(whole);
        row.setIslands(List.of());
        row.setViews(List.of());
        row.setMissing(List.of());
        return new SessionRow(
                whole.getViews().size(),
                urls.isEmpty() ? null : urls.getFirst(),
                urls.isEmpty() ? null : urls.getLast(),
                row);
    }

    /**
     * Stored form: the number of views (4 bytes), then a summary as in its topic, whose views are one or two
     * placeholders that carry the URLs.
     */
    byte[] toBytes(Topic<SessionSummary> topic) {
        SessionSummary carrier = copy(summary);
        carrier.setViews(firstUrl == null ? List.of() : List.of(placeholder(firstUrl), placeholder(lastUrl)));
        byte[] bytes = topic.valueSerde().serializer().serialize(topic.name(), carrier);
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(views)
                .put(bytes)
                .array();
    }

    /** @throws SerializationException if the bytes are not a row */
    public static SessionRow fromBytes(byte[] bytes, Topic<SessionSummary> topic) {
        if (bytes.length <= Integer.BYTES) {
            throw new SerializationException("a row is cut");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int views = buffer.getInt();
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        SessionSummary carrier = topic.valueSerde().deserializer().deserialize(topic.name(), rest);
        SessionRow row = of(carrier);
        return new SessionRow(views, row.firstUrl, row.lastUrl, row.summary);
    }

    /** One of its own, which may be changed. */
    static SessionSummary copy(SessionSummary summary) {
        return RECORDS.deepCopy(SessionSummary.getClassSchema(), summary);
    }

    private static ViewSummary placeholder(@Nullable String url) {
        return new ViewSummary("", null, url, null, 0L, 0L, null, false);
    }
}
