// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.schemas.BundledRecords;
import dev.playhead.schemas.TwoWaySerde;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the stores in Avro's single-object encoding, which names the writer's schema by its fingerprint: no registry
 * is needed for what never leaves the processor.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">single-object encoding</a>
 */
final class RowSerde<T extends SpecificRecord> implements TwoWaySerde<T> {

    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    /** @param earlier schemas of releases whose rows may still be in a changelog */
    RowSerde(Class<T> type, Schema... earlier) {
        SpecificData model = new BundledRecords(type);
        Schema schema = model.getSchema(type);
        encoder = new BinaryMessageEncoder<>(model, schema, true);
        decoder = new BinaryMessageDecoder<>(model, schema);
        for (Schema known : earlier) {
            decoder.addSchema(known);
        }
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T row) {
        if (row == null) {
            return null;
        }
        try {
            return encoder.encode(row).array();
        } catch (IOException | AvroRuntimeException e) {
            throw new SerializationException("cannot write a row for " + topic, e);
        }
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return decoder.decode(bytes, null);
        } catch (IOException | AvroRuntimeException e) {
            throw new SerializationException("cannot read a row of " + topic, e);
        }
    }
}
