// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A topic and the only right way to read and write it. Every key is {@link SessionKey#text()}.
 *
 * @param name with the installation's prefix
 * @param valueSerde Avro in the Confluent wire format, subject {@code <name>-value}
 * @param configs what the topic is created with and verified against
 */
public record Topic<V extends SpecificRecord>(String name, Serde<V> valueSerde, Map<String, String> configs) {

    public Topic {
        configs = Map.copyOf(configs);
    }

    public Serde<String> keySerde() {
        return Serdes.String();
    }
}
