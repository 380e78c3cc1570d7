// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The registry of an installation that runs none: every schema of this and earlier releases, under ids fixed for ever.
 *
 * <p>{@code registry/<id>.avsc} holds each as it was released. A changed schema gets a new id beside the old one, never
 * in its place, since records with the old id are still in the topics.
 */
public final class BundledSchemas implements SchemaRegistry {

    /** Ids run from 1 to this without a hole. */
    private static final int LAST_ID = 11;

    private final SortedMap<Integer, Schema> byId;
    private final Map<Schema, Integer> ids;

    public BundledSchemas() {
        byId = new TreeMap<>();
        for (int id = 1; id <= LAST_ID; id++) {
            byId.put(id, load(id));
        }
        ids = byId.entrySet().stream().collect(Collectors.toMap(Entry::getValue, Entry::getKey));
    }

    @Override
    public int idOf(String subject, Schema schema) {
        Integer id = ids.get(schema);
        if (id == null) {
            throw new SerializationException("no bundled id for a schema of " + subject);
        }
        return id;
    }

    @Override
    public Schema byId(int id) {
        Schema schema = byId.get(id);
        if (schema == null) {
            throw new SerializationException("no bundled schema has id " + id);
        }
        return schema;
    }

    /** Every schema by its id, oldest first. */
    public SortedMap<Integer, Schema> all() {
        return new TreeMap<>(byId);
    }

    private static Schema load(int id) {
        String resource = "/registry/%d.avsc".formatted(id);
        try (InputStream in = BundledSchemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
