// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.schemas.v1.Control;
import dev.playhead.schemas.v1.DeadLetter;
import dev.playhead.schemas.v1.Erasure;
import dev.playhead.schemas.v1.Generation;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionEnded;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.Share;
import dev.playhead.schemas.v1.TimelineEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaFormatter;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class BundledSchemasTest {

    /** The id under which this release writes each record. */
    private static final Map<Integer, Schema> CURRENT = new TreeMap<>(Map.ofEntries(
            Map.entry(1, Segment.getClassSchema()),
            Map.entry(2, RumBatch.getClassSchema()),
            Map.entry(3, DeadLetter.getClassSchema()),
            Map.entry(4, SegmentRef.getClassSchema()),
            Map.entry(5, TimelineEntry.getClassSchema()),
            Map.entry(6, SessionSummary.getClassSchema()),
            Map.entry(7, SessionEnded.getClassSchema()),
            Map.entry(8, Control.getClassSchema()),
            Map.entry(9, Generation.getClassSchema()),
            Map.entry(10, Erasure.getClassSchema()),
            Map.entry(11, Share.getClassSchema())));

    private final BundledSchemas registry = new BundledSchemas();

    @Test
    void everySchemaOfThisReleaseIsBundledAsItIs() throws IOException {
        if (Boolean.getBoolean("playhead.golden.update")) {
            freeze();
        }
        CURRENT.forEach((id, schema) -> {
            assertThat(registry.byId(id))
                    .as("%s has changed: give it a new id and freeze that", schema.getName())
                    .isEqualTo(schema);
            assertThat(registry.idOf("a-subject", schema)).isEqualTo(id);
        });
    }

    @Test
    void everySchemaReadsWhatEveryEarlierOneOfItsSubjectWrote() {
        Map<String, List<Schema>> versions =
                registry.all().values().stream().collect(Collectors.groupingBy(Schema::getFullName));
        versions.forEach((name, ordered) -> {
            for (int newer = 0; newer < ordered.size(); newer++) {
                for (int older = 0; older <= newer; older++) {
                    assertThat(compatibility(ordered.get(newer), ordered.get(older)))
                            .as("version %d of %s reads version %d", newer + 1, name, older + 1)
                            .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
                }
            }
        });
    }

    /** Apicurio takes the quotes away from a text that is a JSON object, and then refuses what is left. */
    @Test
    void noSchemaHasADefaultThatARegistryTakesForAnObject() {
        assertThat(registry.all().values())
                .allSatisfy(schema -> assertThat(schema.toString()).doesNotContain("\"{", "}\""));
    }

    @Test
    void anUnknownIdAndAnUnknownSchemaAreRefused() {
        assertThatThrownBy(() -> registry.byId(999)).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> registry.idOf("a-subject", Schema.create(Schema.Type.STRING)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("a-subject");
    }

    /** What a released id means must never change: only for ids that no release has had yet. */
    private static void freeze() throws IOException {
        for (Map.Entry<Integer, Schema> schema : CURRENT.entrySet()) {
            Files.writeString(
                    Path.of("src/main/resources/registry", schema.getKey() + ".avsc"),
                    SchemaFormatter.format("json/pretty", schema.getValue()) + "\n");
        }
    }

    private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
    }
}
