// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.playhead.schemas.v1.BodyEncoding;
import dev.playhead.schemas.v1.DeadLetter;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.SourceFormat;
import dev.playhead.testkit.Property;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {

    private static final String TOPIC = "playhead.rum-events.v1";
    private static final int HEADER_BYTES = 5;

    private final BundledSchemas registry = new BundledSchemas();
    private final AvroSerde<RumBatch> serde = new AvroSerde<>(RumBatch.class, registry);

    @Test
    void whatIsWrittenIsRead() {
        RumBatch batch = batch();

        assertThat(serde.deserialize(TOPIC, serde.serialize(TOPIC, batch))).isEqualTo(batch);
    }

    @Test
    void aTombstoneStaysOne() {
        assertThat(serde.serialize(TOPIC, null)).isNull();
        assertThat(serde.deserialize(TOPIC, null)).isNull();
    }

    @Test
    void anyConfluentFormatClientCanReadIt() throws IOException {
        byte[] bytes = bytes(batch());

        assertThat(bytes[0]).isZero();
        int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
        GenericRecord generic = new GenericDatumReader<GenericRecord>(registry.byId(id))
                .read(null, DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null));
        assertThat(generic.get("session")).hasToString("s-1");
    }

    @Test
    void aRecordOfAnOlderSchemaGetsTheDefaultsOfWhatItLacks() throws IOException {
        Schema current = RumBatch.getClassSchema();
        Schema older = Schema.createRecord(current.getName(), "", current.getNamespace(), false);
        older.setFields(current.getFields().stream()
                .filter(field -> !field.name().equals("client"))
                .map(field -> new Schema.Field(field, field.schema()))
                .toList());
        GenericData.Record record = new GenericData.Record(older);
        record.put("app", "shop");
        record.put("session", "s-1");
        record.put("format", new GenericData.EnumSymbol(older.getField("format").schema(), "GUANCE"));
        record.put(
                "encoding",
                new GenericData.EnumSymbol(older.getField("encoding").schema(), "IDENTITY"));
        record.put("receivedAtMs", 7L);
        record.put("body", ByteBuffer.wrap(new byte[] {1}));
        AvroSerde<RumBatch> reading = new AvroSerde<>(RumBatch.class, new OneSchema(older));

        RumBatch read = Objects.requireNonNull(reading.deserialize(TOPIC, confluent(older, record)));

        assertThat(read.getApp()).isEqualTo("shop");
        assertThat(read.getClient()).isNull();
    }

    @Test
    void aRecordOfAnotherTypeIsRefused() {
        AvroSerde<DeadLetter> other = new AvroSerde<>(DeadLetter.class, registry);

        assertThatThrownBy(() -> other.deserialize(TOPIC, bytes(batch()))).isInstanceOf(SerializationException.class);
    }

    @Test
    void damagedBytesNeverEscapeAsAnythingElse() {
        byte[] bytes = bytes(batch());

        Property.forAll(
                2_000,
                random -> {
                    byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
                    for (int flips = random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
                        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                    return damaged;
                },
                damaged -> {
                    Throwable thrown = catchThrowable(() -> serde.deserialize(TOPIC, damaged));
                    if (thrown != null) {
                        assertThat(thrown).isInstanceOf(SerializationException.class);
                    }
                });
    }

    private byte[] bytes(RumBatch batch) {
        return Objects.requireNonNull(serde.serialize(TOPIC, batch));
    }

    private static RumBatch batch() {
        return RumBatch.newBuilder()
                .setApp("shop")
                .setSession("s-1")
                .setFormat(SourceFormat.DATADOG)
                .setEncoding(BodyEncoding.IDENTITY)
                .setReceivedAtMs(1_795_438_711_249L)
                .setBody(ByteBuffer.wrap(new byte[] {'{', '}'}))
                .build();
    }

    private static byte[] confluent(Schema schema, GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 0, 0, 1});
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private record OneSchema(Schema schema) implements SchemaRegistry {
        @Override
        public int idOf(String subject, Schema asked) {
            throw new AssertionError("only reading is asked for");
        }

        @Override
        public Schema byId(int id) {
            return schema;
        }
    }
}
