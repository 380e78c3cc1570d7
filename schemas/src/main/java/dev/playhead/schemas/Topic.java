// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import java.util.Map;
import java.util.OptionalInt;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A topic and the only right way to read and write it. Keys are {@link SessionKey#text()}, but where a topic has a
 * number of partitions of its own.
 *
 * @param name with the installation's prefix
 * @param valueSerde Avro in the Confluent wire format, subject {@code <name>-value}
 * @param configs what the topic is created with and verified against
 * @param partitions always this many; empty for topics of sessions, which all have the same number
 */
public record Topic<V extends SpecificRecord>(
        String name, AvroSerde<V> valueSerde, Map<String, String> configs, OptionalInt partitions) {

    public Topic {
        configs = Map.copyOf(configs);
    }

    /** A topic of sessions. */
    public Topic(String name, AvroSerde<V> valueSerde, Map<String, String> configs) {
        this(name, valueSerde, configs, OptionalInt.empty());
    }

    public Serde<String> keySerde() {
        return Serdes.String();
    }

    /** The same under another name. */
    Topic<V> named(String other) {
        return new Topic<>(other, valueSerde, configs, partitions);
    }
}
