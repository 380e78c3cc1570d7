// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.kafka;

import dev.playhead.query.share.ShareIndex;
import dev.playhead.query.share.ShareLinks;
import dev.playhead.query.share.ShareSettings;
import dev.playhead.records.RecordFollower;
import dev.playhead.records.RecordWriter;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.Share;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The links in {@code shares.v1}, all of which every instance has read before it answers, and follows from then on. */
public final class KafkaShareLinks implements ShareLinks, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaShareLinks.class);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Topic<Share> topic;
    private final ShareIndex index;
    private final RecordWriter writer;
    private final RecordFollower<Share> follower;
    private final Thread thread;
    private volatile boolean stopping;

    private KafkaShareLinks(Map<String, String> kafka, Topic<Share> topic, ShareIndex index, Duration timeout) {
        this.topic = topic;
        this.index = index;
        this.writer = new RecordWriter(kafka, timeout);
        this.follower = new RecordFollower<>(kafka, topic, index::take);
        this.thread = Thread.ofPlatform().name("share-links").daemon().unstarted(this::follow);
    }

    /**
     * Reads all that there is; returns when it is in the index.
     *
     * @param kafka properties of a client
     * @param reading how long that may take
     * @throws IllegalStateException saying in one line why it cannot be read
     */
    public static KafkaShareLinks open(
            Map<String, String> kafka, Topic<Share> topic, ShareIndex index, ShareSettings settings, Duration reading) {
        KafkaShareLinks links = new KafkaShareLinks(kafka, topic, index, settings.timeout());
        try {
            links.follower.readToEnd(reading);
        } catch (KafkaException e) {
            links.writer.close();
            links.follower.close();
            throw new IllegalStateException("cannot read %s: %s".formatted(topic.name(), e.getMessage()), e);
        }
        links.thread.start();
        return links;
    }

    @Override
    public void put(Share share) {
        writer.write(new ProducerRecord<>(
                topic.name(),
                topic.keySerde().serializer().serialize(topic.name(), share.getId()),
                topic.valueSerde().serializer().serialize(topic.name(), share)));
        index.take(share);
    }

    @Override
    public Optional<Share> find(String id) {
        return index.find(id);
    }

    @Override
    public List<Share> of(SessionKey key) {
        return index.of(key);
    }

    private void follow() {
        while (!stopping) {
            try {
                follower.poll(LOOK);
            } catch (RuntimeException e) { // whatever it is, the next look may find it gone
                if (!stopping) {
                    LOG.warn("Cannot follow the links to sessions. topic={}", topic.name(), e);
                    LockSupport.parkNanos(LOOK.toNanos());
                }
            }
        }
        follower.close();
    }

    @Override
    public void close() {
        stopping = true;
        follower.wakeUp();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.close();
    }
}
