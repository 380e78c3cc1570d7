// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.query.topology.ViewUpdate.Decided;
import dev.playhead.query.topology.ViewUpdate.EntryChanged;
import dev.playhead.query.topology.ViewUpdate.Nothing;
import dev.playhead.query.topology.ViewUpdate.SegmentFound;
import dev.playhead.query.topology.ViewUpdate.SessionChanged;
import dev.playhead.query.topology.ViewUpdate.SessionErased;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.Control;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the source topics into {@link ViewUpdate}s. */
final class ViewUpdates {

    private ViewUpdates() {}

    /** @throws SerializationException out of the deserializer, if a key is not {@code app:session} */
    static Deserializer<SessionKey> keys() {
        return (name, bytes) -> {
            try {
                return SessionKey.parse(new String(bytes, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new SerializationException("a record of " + name + " has no session key", e);
            }
        };
    }

    static Deserializer<ViewUpdate> refs(Topic<SegmentRef> topic) {
        return reading(topic, SegmentFound::new, new SessionErased());
    }

    static Deserializer<ViewUpdate> entries(Topic<TimelineEntry> topic) {
        return reading(topic, EntryChanged::new, new SessionErased());
    }

    static Deserializer<ViewUpdate> sessions(Topic<SessionSummary> topic) {
        return reading(topic, SessionChanged::new, new SessionErased());
    }

    static Deserializer<ViewUpdate> control(Topic<Control> topic) {
        return reading(topic, (control, bytes) -> new Decided(control), new Nothing());
    }

    private static <V extends SpecificRecord> Deserializer<ViewUpdate> reading(
            Topic<V> topic, BiFunction<V, byte[], ViewUpdate> update, ViewUpdate tombstone) {
        Deserializer<V> values = topic.valueSerde().deserializer();
        return (name, bytes) -> bytes == null ? tombstone : update.apply(values.deserialize(name, bytes), bytes);
    }
}
