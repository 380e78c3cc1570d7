// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The embedded broker in a process of its own, with the topics of an installation. */
public final class Broker implements AutoCloseable {

    private static final String READY = "kafka=";
    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(30);

    private final ChildJvm jvm;
    private final String bootstrapServers;

    private Broker(ChildJvm jvm, String bootstrapServers) {
        this.jvm = jvm;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts it and creates the topics.
     *
     * @param directory for its data and its log
     * @param settings that differ from those of every embedded broker
     * @param baselines further topics, which are as that of the segments is
     */
    public static Broker start(Path directory, Map<String, String> settings, String... baselines) {
        List<String> arguments =
                new ArrayList<>(List.of(directory.resolve("kafka").toString()));
        settings.forEach((name, value) -> arguments.add(name + '=' + value));
        ChildJvm jvm = ChildJvm.start("broker", directory, Broker.class, arguments);
        Broker broker = new Broker(jvm, jvm.awaitLine(READY).substring(READY.length()));
        broker.createTopics(baselines);
        return broker;
    }

    /** The child's own main: runs until it is ended. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> settings = Arrays.stream(arguments)
                .skip(1)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), settings);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        out.println(READY + kafka.bootstrapServers());
        new CountDownLatch(1).await();
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public ProcessHandle handle() {
        return jvm.handle();
    }

    @Override
    public void close() {
        jvm.close();
    }

    private void createTopics(String... baselines) {
        Topics topics = Topics.from(System.getenv());
        TopicLayout layout = TopicLayout.from(System.getenv());
        Topic<Segment> segments = topics.segments();
        Optional<Integer> partitions = Optional.of(layout.partitions().orElse(TopicLayout.DEFAULT_PARTITIONS));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            new TopicProvisioner(admin, topics.all(), layout, ADMIN_TIMEOUT).create();
            admin.createTopics(Stream.of(baselines)
                            .map(name -> new NewTopic(name, partitions, Optional.empty()).configs(segments.configs()))
                            .toList())
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }
}
