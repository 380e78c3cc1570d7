// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * What a registry would say of an installation that runs none: which schemas the values of each topic may have, under
 * the ids that stand in front of them. Empty where the installation has a registry, whose ids are its own.
 *
 * @param versions of each subject, oldest first; a subject is {@code TOPIC-value}
 */
public record BundledSubjects(SortedMap<String, List<Version>> versions) {

    /**
     * One schema of a subject.
     *
     * @param version from 1, in each subject
     * @param id the same wherever the schema is used
     * @param schema as JSON
     */
    public record Version(int version, int id, String schema) {}

    public static BundledSubjects of(Topics topics) {
        SortedMap<String, List<Version>> versions = new TreeMap<>();
        for (Topic<?> topic : topics.all()) {
            if (topic.valueSerde().registry() instanceof BundledSchemas bundled) {
                versions.put(
                        topic.name() + "-value",
                        versions(bundled, topic.valueSerde().schema()));
            }
        }
        return new BundledSubjects(versions);
    }

    /** The schema of an id, as JSON. */
    public Optional<String> schema(int id) {
        return versions.values().stream()
                .flatMap(List::stream)
                .filter(version -> version.id() == id)
                .map(Version::schema)
                .findFirst();
    }

    private static List<Version> versions(BundledSchemas bundled, Schema now) {
        List<Version> versions = new ArrayList<>();
        for (Map.Entry<Integer, Schema> known : bundled.all().entrySet()) {
            if (known.getValue().getFullName().equals(now.getFullName())) {
                versions.add(new Version(
                        versions.size() + 1, known.getKey(), known.getValue().toString()));
            }
        }
        return List.copyOf(versions);
    }
}
