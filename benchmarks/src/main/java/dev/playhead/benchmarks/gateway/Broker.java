// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.gateway;

import dev.playhead.benchmarks.ChildJvm;
import dev.playhead.deploy.kafka.EmbeddedKafka;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.TopicLayout;
import dev.playhead.schemas.TopicProvisioner;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.Segment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The embedded broker in a process of its own, with the gateway's topics and one for each baseline. */
final class Broker implements AutoCloseable {

    static final String RELAY_TOPIC = "bench-relay";
    static final String PRODUCER_TOPIC = "bench-producer";

    private static final String READY = "kafka=";
    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(30);

    /**
     * Written at 100 MB/s and read by nobody: kept for seconds, or a run would need tens of GB of disk, and its own
     * write-back would disturb it.
     */
    private static final Map<String, String> SHORT_LIVED = Map.of(
            "log.segment.bytes", Integer.toString(64 << 20),
            "log.retention.bytes", Integer.toString(64 << 20),
            "log.retention.check.interval.ms", "2000",
            "log.initial.task.delay.ms", "2000",
            "log.segment.delete.delay.ms", "0");

    private final ChildJvm jvm;
    private final String bootstrapServers;

    private Broker(ChildJvm jvm, String bootstrapServers) {
        this.jvm = jvm;
        this.bootstrapServers = bootstrapServers;
    }

    static Broker start(Path directory) {
        ChildJvm jvm = ChildJvm.start(
                "broker",
                directory,
                Broker.class,
                List.of(directory.resolve("kafka").toString()));
        Broker broker = new Broker(jvm, jvm.awaitLine(READY).substring(READY.length()));
        broker.createTopics();
        return broker;
    }

    /** The child's own main: runs until it is ended. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), SHORT_LIVED);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        out.println(READY + kafka.bootstrapServers());
        new CountDownLatch(1).await();
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    ProcessHandle handle() {
        return jvm.handle();
    }

    @Override
    public void close() {
        jvm.close();
    }

    private void createTopics() {
        Topics topics = Topics.from(System.getenv());
        TopicLayout layout = TopicLayout.from(System.getenv());
        Topic<Segment> segments = topics.segments();
        Optional<Integer> partitions = Optional.of(layout.partitions().orElse(TopicLayout.DEFAULT_PARTITIONS));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            new TopicProvisioner(admin, topics.all(), layout, ADMIN_TIMEOUT).create();
            admin.createTopics(List.of(
                            new NewTopic(RELAY_TOPIC, partitions, Optional.empty()).configs(segments.configs()),
                            new NewTopic(PRODUCER_TOPIC, partitions, Optional.empty()).configs(segments.configs())))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }
}
