// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import dev.playhead.schemas.v1.DeadLetter;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The registry of an installation that runs none: the schemas of this release under ids fixed for ever.
 *
 * <p>A changed schema gets a new id beside the old one, never in its place, since records with the old id are still in
 * the topics.
 */
public final class BundledSchemas implements SchemaRegistry {

    private static final Map<Integer, Schema> BY_ID = Map.of(
            1, Segment.getClassSchema(),
            2, RumBatch.getClassSchema(),
            3, DeadLetter.getClassSchema(),
            4, SegmentRef.getClassSchema(),
            5, TimelineEntry.getClassSchema(),
            6, SessionSummary.getClassSchema());

    private static final Map<Schema, Integer> ID_OF =
            BY_ID.entrySet().stream().collect(Collectors.toMap(Entry::getValue, Entry::getKey));

    @Override
    public int idOf(String subject, Schema schema) {
        Integer id = ID_OF.get(schema);
        if (id == null) {
            throw new SerializationException("no bundled id for a schema of " + subject);
        }
        return id;
    }

    @Override
    public Schema byId(int id) {
        Schema schema = BY_ID.get(id);
        if (schema == null) {
            throw new SerializationException("no bundled schema has id " + id);
        }
        return schema;
    }
}
