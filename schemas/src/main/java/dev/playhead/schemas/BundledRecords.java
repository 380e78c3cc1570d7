// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Avro's view of our generated classes, and of no others.
 *
 * <p>Since 1.12.2 Avro loads no class that a schema names unless it was declared trusted for the whole JVM, by a system
 * property or a static setter. Here a schema can name nothing but our own records, whatever a registry answers, and
 * other users of Avro in the process are left alone.
 */
public final class BundledRecords extends SpecificData {

    private final String namespace;
    private final Map<String, Optional<Class<?>>> classes = new ConcurrentHashMap<>();

    /** @param known a generated class; those of its package are found, by its class loader */
    public BundledRecords(Class<?> known) {
        super(known.getClassLoader());
        namespace = known.getPackageName();
    }

    @Override
    public @Nullable Class<?> getClass(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED ->
                classes.computeIfAbsent(schema.getFullName(), this::load).orElse(null);
            default -> super.getClass(schema);
        };
    }

    private Optional<Class<?>> load(String name) {
        int dot = name.lastIndexOf('.');
        if (dot < 0 || !name.substring(0, dot).equals(namespace)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Class.forName(name, true, getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }
}
