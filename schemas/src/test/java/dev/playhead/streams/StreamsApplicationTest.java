// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.schemas.BundledSchemas;
import dev.playhead.schemas.RegistryUnavailableException;
import dev.playhead.schemas.SchemaRegistry;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.DeadLetter;
import dev.playhead.schemas.v1.SegmentRef;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small application under the properties of every application. */
class StreamsApplicationTest {

    private static final Topics TOPICS = Topics.of(Topics.DEFAULT_PREFIX, new BundledSchemas());
    private static final String STORE = "bytes";

    private final AtomicBoolean registryIsDown = new AtomicBoolean();
    private final Topic<SegmentRef> input =
            Topics.of(Topics.DEFAULT_PREFIX, new Registry(registryIsDown)).segmentRefs();
    private final AtomicInteger counted = new AtomicInteger();
    private final RocksMemory memory = new RocksMemory(8 << 20, 0.1);

    @TempDir
    private Path stateDir;

    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        Properties properties = properties("one");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        driver = new TopologyTestDriver(topology(properties), properties);
    }

    @AfterEach
    void stop() {
        driver.close();
        memory.close();
    }

    @Test
    void anUnreadableRecordIsSetAsideByItsPlace() {
        byte[] unreadable = {1, 2, 3};
        var records = driver.createInputTopic(input.name(), new StringSerializer(), new ByteArraySerializer());
        records.pipeInput("shop:s1", unreadable, Instant.ofEpochMilli(5));
        records.pipeInput("shop:s1", unreadable, Instant.ofEpochMilli(7));

        Topic<DeadLetter> letters = TOPICS.deadLetters();
        var output = driver.createOutputTopic(
                letters.name(),
                letters.keySerde().deserializer(),
                letters.valueSerde().deserializer());
        assertThat(output.readRecordsToList()).last().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo("shop:s1");
            assertThat(letter.timestamp()).isEqualTo(7);
            assertThat(letter.value())
                    .isEqualTo(new DeadLetter(
                            input.name(),
                            0,
                            1L,
                            "unreadable_record",
                            "not a record of this topic: SerializationException",
                            7L));
        });
        assertThat(counted).hasValue(2);
    }

    @Test
    void aRecordIsNotSetAsideBecauseTheRegistryIsDown() {
        byte[] ofSchema99 = {0, 0, 0, 0, 99, 1};
        var records = driver.createInputTopic(input.name(), new StringSerializer(), new ByteArraySerializer());
        registryIsDown.set(true);

        assertThatThrownBy(() -> records.pipeInput("shop:s1", ofSchema99))
                .hasRootCauseInstanceOf(RegistryUnavailableException.class);
        assertThat(counted).hasValue(0);
    }

    @Test
    void aStoreOnTheSharedMemoryKeepsWhatIsPut() {
        KeyValueStore<String, byte[]> store = driver.getKeyValueStore(STORE);
        store.put("key", new byte[] {1});
        assertThat(store.get("key")).containsExactly(1);
    }

    @Test
    void onlyAnInstanceWithANameIsAStaticMember() {
        String name = StreamsConfig.mainConsumerPrefix("group.instance.id");
        assertThat(properties("one")).containsEntry(name, "one");
        assertThat(properties("")).doesNotContainKey(name);
    }

    private Properties properties(String instanceId) {
        return new StreamsApplication(
                        "application",
                        stateDir,
                        // the driver throws away what a transaction holds when a record is skipped; Kafka does not
                        StreamsConfig.AT_LEAST_ONCE,
                        1,
                        Duration.ofSeconds(1),
                        instanceId,
                        Duration.ofSeconds(10))
                .properties(memory, new UnreadableRecords.Destination(TOPICS.deadLetters(), counted::incrementAndGet));
    }

    private Topology topology(Properties properties) {
        Topology topology = new Topology(new TopologyConfig(new StreamsConfig(properties)));
        topology.addSource(
                "source", input.keySerde().deserializer(), input.valueSerde().deserializer(), input.name());
        topology.addProcessor("nothing", StreamsApplicationTest::nothing, "source");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray()),
                "nothing");
        return topology;
    }

    private record Registry(AtomicBoolean isDown) implements SchemaRegistry {

        private static final SchemaRegistry BUNDLED = new BundledSchemas();

        @Override
        public int idOf(String subject, Schema schema) {
            return BUNDLED.idOf(subject, schema);
        }

        @Override
        public Schema byId(int id) {
            if (isDown.get()) {
                throw new RegistryUnavailableException("the registry did not answer");
            }
            return BUNDLED.byId(id);
        }
    }

    private static Processor<String, SegmentRef, Void, Void> nothing() {
        return new ContextualProcessor<>() {
            @Override
            public void process(Record<String, SegmentRef> record) {}
        };
    }
}
