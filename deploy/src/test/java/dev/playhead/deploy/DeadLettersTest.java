// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playhead.deploy.kafka.EmbeddedKafka;
import dev.playhead.deploy.records.Retry;
import dev.playhead.records.AllDeadLetters;
import dev.playhead.records.Place;
import dev.playhead.records.RecordReader;
import dev.playhead.records.RecordWriter;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.DeadLetter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./playhead dead-letters} on a broker, of which each test has topics of its own. */
@Tag("cluster")
class DeadLettersTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final long RECEIVED_MS = 1_795_440_000_000L;

    private static EmbeddedKafka kafka;
    private static int installations;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Map<String, String> environment;
    private Topics topics;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        kafka = EmbeddedKafka.start(data);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @BeforeEach
    void create() {
        environment = new HashMap<>(Map.of(
                "PLAYHEAD_KAFKA", kafka.bootstrapServers(),
                "PLAYHEAD_PARTITIONS", "2",
                "PLAYHEAD_TOPIC_PREFIX", "letters%d.".formatted(installations++)));
        ClusterTopics cluster = ClusterTopics.of(environment);
        cluster.create();
        topics = cluster.topics();
    }

    @Test
    void theLatestAreListedAndAllAreCounted() {
        Place first = receive("shop:s1", "one");
        setAside(first, "shop:s1", "malformed", RECEIVED_MS + 2);
        setAside(receive("shop:s2", "two"), "shop:s2", "corrupt", RECEIVED_MS + 1);
        setAside(null, null, "malformed", RECEIVED_MS);

        assertThat(run("list", "--limit", "2")).isZero();
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("2026-11-23T13:20:00.001Z  corrupt  ")
                                .contains("shop:s2"),
                        line -> assertThat(line)
                                .isEqualTo("2026-11-23T13:20:00.002Z  malformed  %s  shop:s1  what was wrong", first),
                        line -> assertThat(line).isEqualTo("1 corrupt"),
                        line -> assertThat(line).isEqualTo("2 malformed"));
    }

    @Test
    void oneReasonCanBeAskedForAndAProgramCanReadIt() throws Exception {
        Place first = receive("shop:s1", "one");
        setAside(first, "shop:s1", "malformed", RECEIVED_MS);
        setAside(null, null, "corrupt", RECEIVED_MS);
        setAside(null, null, "malformed", RECEIVED_MS + 1);

        assertThat(run("list", "--json", "--reason", "malformed")).isZero();
        JsonNode listed = new ObjectMapper().readTree(out.toString());
        assertThat(listed.path("counts").toString()).isEqualTo("{\"malformed\":2}");
        assertThat(listed.path("letters").get(0).toString())
                .isEqualTo(("{\"atMs\":%d,\"reason\":\"malformed\",\"key\":\"shop:s1\",\"detail\":\"what was wrong\","
                                + "\"topic\":\"%s\",\"partition\":%d,\"offset\":%d}")
                        .formatted(RECEIVED_MS, first.topic(), first.partition(), first.offset()));
        assertThat(listed.path("letters").get(1).path("topic").isNull()).isTrue();
    }

    @Test
    void aKeyThatCommandsTheTerminalIsHarmless() {
        setAside(null, "\u001b[2J\u009b2J\u202eshop:s1", "malformed", RECEIVED_MS);
        assertThat(run("list")).isZero();
        assertThat(out.toString()).contains("?[2J?2J?shop:s1");
    }

    @Test
    void thoseThatCameLatelyAreReadAndOfEachPartitionNoMoreThanTheLatest() {
        long now = System.currentTimeMillis();
        long before = now - Duration.ofHours(2).toMillis();
        for (int partition = 0; partition < 2; partition++) {
            write(new ProducerRecord<>(
                    topics.deadLetters().name(), partition, before, null, letter(null, "old", before)));
            for (int count = 0; count < 3; count++) {
                write(new ProducerRecord<>(
                        topics.deadLetters().name(), partition, now, null, letter(null, "new" + count, now)));
            }
        }
        try (RecordReader reader = new RecordReader(clients(), TIMEOUT)) {
            AllDeadLetters letters = new AllDeadLetters(reader, topics, Topics.FIRST_GENERATION);
            List<String> all = new ArrayList<>();
            assertThat(letters.readSince(
                            now - 1, 3, aside -> all.add(aside.letter().getReason())))
                    .isTrue();
            assertThat(all).containsExactly("new0", "new1", "new2", "new0", "new1", "new2");
            List<String> latest = new ArrayList<>();
            assertThat(letters.readSince(
                            before, 2, aside -> latest.add(aside.letter().getReason())))
                    .isFalse();
            assertThat(latest).containsExactly("new1", "new2", "new1", "new2");
            assertThat(letters.readSince(now + 1, 3, aside -> latest.add("none")))
                    .isTrue();
            assertThat(latest).doesNotContain("none");
        }
    }

    @Test
    void whatIsNoLetterIsSaidAndTheProbeOfAGatewayIsNot() {
        write(new ProducerRecord<>(topics.deadLetters().name(), null, (byte[]) null));
        write(new ProducerRecord<>(topics.deadLetters().name(), null, "not Avro".getBytes(UTF_8)));
        assertThat(run("list")).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("1 records");
    }

    @Test
    void whatWasSetAsideIsPublishedAgainAsItWas() {
        Place place = receive("shop:s1", "one");
        receive("shop:s1", "not set aside");
        setAside(place, "shop:s1", "unknown_format", RECEIVED_MS);

        assertThat(run("retry")).isZero();
        assertThat(out.toString()).isEqualTo("1 published again\n");
        List<ConsumerRecord<byte[], byte[]>> all = received();
        assertThat(all).hasSize(3);
        ConsumerRecord<byte[], byte[]> copy = all.getLast();
        assertThat(copy.partition()).isEqualTo(place.partition());
        assertThat(copy.key()).isEqualTo("shop:s1".getBytes(UTF_8));
        assertThat(copy.value()).isEqualTo("one".getBytes(UTF_8));
        assertThat(copy.timestamp()).isEqualTo(RECEIVED_MS);
        assertThat(copy.headers().lastHeader("trace").value()).isEqualTo("t1".getBytes(UTF_8));
        assertThat(copy.headers().lastHeader(Retry.COPY_OF).value())
                .isEqualTo(place.toString().getBytes(UTF_8));
    }

    @Test
    void aRecordIsPublishedOnceHoweverOftenItWasSetAside() {
        Place original = receive("shop:s1", "three bad events");
        for (int event = 0; event < 3; event++) {
            setAside(original, "shop:s1", "malformed", RECEIVED_MS);
        }
        assertThat(run("retry")).isZero();
        assertThat(out.toString()).contains("1 published again", "2 about a record that another letter is about");
        ConsumerRecord<byte[], byte[]> copy = received().getLast();
        setAside(new Place(copy.topic(), copy.partition(), copy.offset()), "shop:s1", "malformed", RECEIVED_MS);

        out.getBuffer().setLength(0);
        assertThat(run("retry")).isZero();
        assertThat(out.toString()).contains("1 published again", "3 about a record that another letter is about");
        assertThat(received()).hasSize(3);
        assertThat(received().getLast().headers().headers(Retry.COPY_OF)).hasSize(1);
    }

    @Test
    void whatCannotBePublishedAgainIsCountedWithItsReason() throws Exception {
        Place gone = receive("shop:s1", "one");
        setAside(gone, "shop:s1", "corrupt", RECEIVED_MS);
        setAside(new Place(gone.topic(), gone.partition(), 1_000), "shop:s1", "corrupt", RECEIVED_MS);
        setAside(new Place(gone.topic(), 99, 0), "shop:s1", "corrupt", RECEIVED_MS);
        setAside(null, null, "corrupt", RECEIVED_MS);
        setAside(new Place("elsewhere", 0, 0), "shop:s1", "corrupt", RECEIVED_MS);
        setAside(new Place(topics.sessions().name(), 0, 0), "shop:s1", "corrupt", RECEIVED_MS);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteRecords(Map.of(
                            new TopicPartition(gone.topic(), gone.partition()),
                            RecordsToDelete.beforeOffset(gone.offset() + 1)))
                    .all()
                    .get();
        }

        assertThat(run("retry")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "0 published again",
                        "3 past the retention of their topic",
                        "1 refused before they were stored",
                        "2 of topics that hold nothing received");
        assertThat(received()).isEmpty();
    }

    @Test
    void onlyTheReasonAskedForIsPublishedAgainAndADryRunPublishesNothing() {
        setAside(receive("shop:s1", "one"), "shop:s1", "unknown_format", RECEIVED_MS);
        setAside(receive("shop:s2", "two"), "shop:s2", "malformed", RECEIVED_MS);

        assertThat(run("retry", "--dry-run")).isZero();
        assertThat(out.toString()).isEqualTo("2 published again\n");
        assertThat(err.toString()).contains("dry run");
        assertThat(received()).hasSize(2);

        assertThat(run("retry", "--reason", "unknown_format")).isZero();
        assertThat(received())
                .hasSize(3)
                .extracting(record -> new String(record.value(), UTF_8))
                .containsOnlyOnce("two");
    }

    @Test
    void aRegistryThatDoesNotAnswerIsSaidAndMakesNoLetterUnreadable() {
        setAside(null, "shop:s1", "malformed", RECEIVED_MS);
        environment.put("SCHEMA_REGISTRY_URL", "http://127.0.0.1:1");
        assertThat(run("list")).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("playhead: the schema registry cannot be used"));
        assertThat(out.toString()).isEmpty();
    }

    private int run(String... arguments) {
        var command = Playhead.commandLine(environment, Shutdown.none());
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        List<String> line = new ArrayList<>(List.of("dead-letters"));
        line.addAll(List.of(arguments));
        return command.execute(line.toArray(String[]::new));
    }

    private Place receive(String key, String body) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topics.segments().name(), null, RECEIVED_MS, key.getBytes(UTF_8), body.getBytes(UTF_8));
        record.headers().add("trace", "t1".getBytes(UTF_8));
        return write(record);
    }

    private void setAside(@Nullable Place source, @Nullable String key, String reason, long atMs) {
        write(new ProducerRecord<>(
                topics.deadLetters().name(), key == null ? null : key.getBytes(UTF_8), letter(source, reason, atMs)));
    }

    private byte[] letter(@Nullable Place source, String reason, long atMs) {
        DeadLetter letter = DeadLetter.newBuilder()
                .setSourceTopic(source == null ? null : source.topic())
                .setSourcePartition(source == null ? null : source.partition())
                .setSourceOffset(source == null ? null : source.offset())
                .setReason(reason)
                .setDetail("what was wrong")
                .setAtMs(atMs)
                .build();
        return topics.deadLetters().valueSerde().serializer().serialize("", letter);
    }

    private static Place write(ProducerRecord<byte[], byte[]> record) {
        try (RecordWriter writer = new RecordWriter(clients(), TIMEOUT)) {
            return writer.write(record);
        }
    }

    /** In order of partitions, then offsets. */
    private List<ConsumerRecord<byte[], byte[]>> received() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (RecordReader reader = new RecordReader(clients(), TIMEOUT)) {
            reader.readAll(topics.segments().name(), records::add);
        }
        return records;
    }

    private static Map<String, String> clients() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }
}
