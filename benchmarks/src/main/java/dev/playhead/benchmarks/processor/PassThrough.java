// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.processor;

import dev.playhead.schemas.Topics;
import dev.playhead.streams.RocksMemory;
import dev.playhead.streams.StreamsApplication;
import dev.playhead.streams.UnreadableRecords;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The least that a topology with a store can do: each record is put into RocksDB as it is, and so into a changelog,
 * exactly once, with the processor's own settings.
 */
final class PassThrough {

    static final String APPLICATION_ID = "bench-pass-through";

    private static final String STORE = "records";
    private static final long STORE_BYTES = 64 << 20;
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

    private PassThrough() {}

    /** Runs until it is ended. Arguments: the brokers, a directory for the store, the topic. */
    public static void main(String[] arguments) throws InterruptedException {
        Properties properties = new StreamsApplication(
                        APPLICATION_ID,
                        Path.of(arguments[1]),
                        StreamsConfig.EXACTLY_ONCE_V2,
                        1,
                        COMMIT_INTERVAL,
                        "",
                        SESSION_TIMEOUT)
                .properties(
                        new RocksMemory(STORE_BYTES, 0),
                        new UnreadableRecords.Destination(
                                Topics.from(System.getenv()).deadLetters(), () -> {}));
        properties.put("bootstrap.servers", arguments[0]);
        Topology topology = new Topology()
                .addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), arguments[2])
                .addProcessor("store", Storing::new, "source")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
                                .withLoggingEnabled(
                                        Map.of("max.message.bytes", Integer.toString(Topics.MAX_RECORD_BYTES)))
                                .withCachingDisabled(),
                        "store");
        new KafkaStreams(topology, properties).start();
        new CountDownLatch(1).await();
    }

    private static final class Storing implements Processor<byte[], byte[], Void, Void> {

        @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
        private ProcessorContext<Void, Void> context;

        @SuppressWarnings("NullAway.Init")
        private KeyValueStore<Bytes, byte[]> store;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            this.context = context;
            this.store = context.getStateStore(STORE);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            RecordMetadata place = context.recordMetadata().orElseThrow();
            byte[] key = ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                    .putInt(place.partition())
                    .putLong(place.offset())
                    .array();
            store.put(Bytes.wrap(key), record.value());
        }
    }
}
