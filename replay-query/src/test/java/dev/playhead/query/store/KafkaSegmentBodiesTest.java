// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.config.Settings;
import dev.playhead.query.Samples;
import dev.playhead.query.store.SegmentBodies.BodiesUnavailableException;
import dev.playhead.query.store.SegmentBodies.Fetched;
import dev.playhead.query.store.SegmentBodies.Fetched.Present;
import dev.playhead.query.store.SegmentBodies.Fetched.Replaced;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.BodyEncoding;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SourceFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaSegmentBodiesTest {

    private static final Topic<Segment> TOPIC = Samples.TOPICS.segments();
    private static final TopicPartition LOG = new TopicPartition(TOPIC.name(), 0);
    private static final SessionKey MINE = new SessionKey("shop", "mine");
    private static final SessionKey OTHER = new SessionKey("shop", "other");

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final KafkaSegmentBodies bodies = new KafkaSegmentBodies(
            TOPIC,
            BodySettings.from(new Settings(Map.of("PLAYHEAD_QUERY_BODY_CONSUMERS", "1")), Map.of()),
            number -> consumer,
            metrics);

    @BeforeEach
    void log() {
        consumer.updateBeginningOffsets(Map.of(LOG, 0L));
        consumer.updateEndOffsets(Map.of(LOG, 3L));
    }

    @AfterEach
    void close() {
        bodies.close();
    }

    @Test
    void whatComesAlongOfTheSameSessionIsKept() {
        holds(List.of(record(MINE, 0, "first"), record(OTHER, 1, "foreign"), record(MINE, 2, "second")));
        assertThat(fetch(ref(MINE, 0, "first"))).isEqualTo("first");
        breakLog();
        assertThat(fetch(ref(MINE, 2, "second"))).isEqualTo("second");
        assertThat(metrics.counter("playhead.query.bodies.fetched", "result", "cached")
                        .count())
                .isEqualTo(1);
        assertThatThrownBy(() -> fetch(ref(OTHER, 1, "foreign"))).isInstanceOf(BodiesUnavailableException.class);
    }

    @Test
    void whatIsKeptIsBelievedOnlyIfItIsWhatIsAskedFor() {
        holds(List.of(record(MINE, 0, "before")));
        assertThat(fetch(ref(MINE, 0, "before"))).isEqualTo("before");
        holds(List.of(record(MINE, 0, "afterwards")));
        assertThat(fetch(ref(MINE, 0, "afterwards"))).isEqualTo("afterwards");
        holds(List.of(record(MINE, 0, "afterwards")));
        StoredSegment gone = ref(MINE, 0, "before");
        assertThat(bodies.fetch(List.of(gone))).containsExactly(Map.entry(gone, new Replaced()));
    }

    private String fetch(StoredSegment segment) {
        Fetched body = bodies.fetch(List.of(segment)).get(segment);
        assertThat(body).isInstanceOf(Present.class);
        return body instanceof Present(byte[] bytes) ? new String(bytes, StandardCharsets.UTF_8) : "";
    }

    private void holds(List<ConsumerRecord<String, byte[]>> records) {
        consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
    }

    private void breakLog() {
        consumer.schedulePollTask(() -> consumer.setPollException(new AuthorizationException("no")));
    }

    private static StoredSegment ref(SessionKey key, int index, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SegmentRef ref = Samples.ref(key, "v1", index, 0, 0)
                .setBytes(bytes.length)
                .setCrc32c(Samples.crc32c(bytes))
                .build();
        return new StoredSegment(List.of(ref));
    }

    private static ConsumerRecord<String, byte[]> record(SessionKey key, int index, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Segment segment = new Segment();
        segment.setApp(key.app());
        segment.setSession(key.session());
        segment.setView("v1");
        segment.setIndex(index);
        segment.setPart(0);
        segment.setParts(1);
        segment.setFormat(SourceFormat.RRWEB);
        segment.setEncoding(BodyEncoding.IDENTITY);
        segment.setReceivedAtMs(Samples.ANCHOR_MS);
        segment.setCrc32c(Samples.crc32c(bytes));
        segment.setBody(ByteBuffer.wrap(bytes));
        return new ConsumerRecord<>(
                TOPIC.name(),
                0,
                index,
                key.text(),
                TOPIC.valueSerde().serializer().serialize(TOPIC.name(), segment));
    }
}
