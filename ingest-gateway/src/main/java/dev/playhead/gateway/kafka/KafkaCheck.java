// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.kafka;

import dev.playhead.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Kafka can take uploads now: every topic is there, and not without any leader. Asked anew every few seconds,
 * not derived from uploads, since a gateway that is not ready gets none. Logs only changes.
 */
public final class KafkaCheck implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KafkaCheck.class);
    private static final Duration EVERY = Duration.ofSeconds(3);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Admin admin;
    private final List<String> topics;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("gateway-kafka-check").daemon().factory());
    private volatile boolean passed;

    private KafkaCheck(Admin admin, List<String> topics) {
        this.admin = admin;
        this.topics = topics;
    }

    /**
     * Waits until the check passes once, and repeats it from then on.
     *
     * @throws IOException if it does not within the start's time
     */
    public static KafkaCheck start(LogSettings settings, Topics topics) throws IOException, InterruptedException {
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "playhead-gateway-check");
        KafkaCheck check;
        try {
            check = new KafkaCheck(
                    Admin.create(properties),
                    List.of(
                            topics.segments().name(),
                            topics.rumEvents().name(),
                            topics.deadLetters().name()));
        } catch (KafkaException e) {
            throw new IOException("cannot use Kafka at %s: %s".formatted(settings.brokers(), Causes.deepest(e)), e);
        }
        try {
            check.awaitFirst(settings);
        } catch (IOException | InterruptedException e) {
            check.close();
            throw e;
        }
        check.repeat();
        return check;
    }

    public boolean passed() {
        return passed;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        admin.close(Duration.ZERO);
    }

    private void awaitFirst(LogSettings settings) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + settings.startTimeout().toNanos();
        while (true) {
            try {
                check();
                passed = true;
                return;
            } catch (UnusableException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IOException(
                            "Kafka at %s is not usable after %d s: %s"
                                    .formatted(
                                            settings.brokers(),
                                            settings.startTimeout().toSeconds(),
                                            e.getMessage()),
                            e);
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    private void repeat() {
        var _ = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        check();
                        if (!passed) {
                            log.info("kafka is usable again");
                        }
                        passed = true;
                    } catch (UnusableException | KafkaException e) {
                        if (passed) {
                            log.warn("kafka is not usable, uploads are put off: cause={}", e.getMessage());
                        }
                        passed = false;
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt(); // closing
                    }
                },
                EVERY.toMillis(),
                EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void check() throws UnusableException, InterruptedException {
        for (TopicDescription topic : describe().values()) {
            if (topic.partitions().stream().allMatch(partition -> partition.leader() == null)) {
                throw new UnusableException("no partition of %s has a leader".formatted(topic.name()));
            }
        }
    }

    private Map<String, TopicDescription> describe() throws UnusableException, InterruptedException {
        try {
            return admin.describeTopics(topics).allTopicNames().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new UnusableException("no answer");
        } catch (ExecutionException e) {
            throw new UnusableException(
                    e.getCause() instanceof UnknownTopicOrPartitionException
                            ? "not all topics exist of " + topics
                            : Causes.deepest(e));
        }
    }

    /** The message says, for an operator, why. */
    private static final class UnusableException extends Exception {

        private static final long serialVersionUID = 1;

        UnusableException(String message) {
            super(message);
        }
    }
}
