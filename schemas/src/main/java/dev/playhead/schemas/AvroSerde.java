// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Avro in the Confluent wire format: byte 0, schema id (4 bytes, big-endian), Avro binary. The subject is
 * {@code <topic>-value}. Records written with an older schema are resolved to this release's.
 *
 * @see <a
 *     href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">
 *     the wire format</a>
 */
public final class AvroSerde<T extends SpecificRecord> implements TwoWaySerde<T> {

    private static final byte MAGIC = 0;
    private static final int HEADER_BYTES = 5;

    private final SchemaRegistry registry;
    private final SpecificData model;
    private final Schema schema;
    private final SpecificDatumWriter<T> writer;
    private final Map<String, Integer> idByTopic = new ConcurrentHashMap<>();
    private final Map<Integer, SpecificDatumReader<T>> readerById = new ConcurrentHashMap<>();

    public AvroSerde(Class<T> type, SchemaRegistry registry) {
        this.registry = registry;
        this.model = new BundledRecords(type);
        this.schema = model.getSchema(type);
        this.writer = new SpecificDatumWriter<>(schema, model);
    }

    /** What is written; what is read may be of an earlier release. */
    Schema schema() {
        return schema;
    }

    SchemaRegistry registry() {
        return registry;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T value) {
        if (value == null) {
            return null;
        }
        int id = idByTopic.computeIfAbsent(topic, name -> registry.idOf(name + "-value", schema));
        try {
            Counting size = new Counting();
            encode(value, size);
            ByteBuffer record = ByteBuffer.allocate(Math.addExact(HEADER_BYTES, size.bytes));
            record.put(MAGIC).putInt(id);
            encode(value, new Filling(record));
            return record.array();
        } catch (IOException | AvroRuntimeException | ArithmeticException e) {
            throw new SerializationException("cannot write a record for " + topic, e);
        }
    }

    private void encode(T value, OutputStream out) throws IOException {
        writer.write(value, EncoderFactory.get().directBinaryEncoder(out, null));
    }

    /**
     * Of what is written, the size only. Encoding twice costs microseconds; a stream that grows would copy a large body
     * a few times and leave as many arrays behind.
     */
    private static final class Counting extends OutputStream {

        private int bytes;

        @Override
        public void write(int next) {
            bytes = Math.addExact(bytes, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            bytes = Math.addExact(bytes, length);
        }
    }

    private static final class Filling extends OutputStream {

        private final ByteBuffer record;

        Filling(ByteBuffer record) {
            this.record = record;
        }

        @Override
        public void write(int next) {
            record.put((byte) next);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            record.put(from, offset, length);
        }
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length < HEADER_BYTES || bytes[0] != MAGIC) {
            throw new SerializationException("a record of " + topic + " is not in the Confluent wire format");
        }
        int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
        SpecificDatumReader<T> reader =
                readerById.computeIfAbsent(id, known -> new SpecificDatumReader<>(registry.byId(known), schema, model));
        try {
            return reader.read(
                    null, DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null));
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new SerializationException("cannot read a record of " + topic + " with schema " + id, e);
        }
    }
}
