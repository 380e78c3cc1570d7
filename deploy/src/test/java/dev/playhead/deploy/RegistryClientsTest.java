// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.Generation;
import dev.playhead.schemas.v1.GenerationState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others' clients of a Confluent schema registry read every topic, whichever registry has the schemas. */
@Tag("cluster")
class RegistryClientsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyTopicIsReadWithTheBundledSchemas(@TempDir Path data) throws Exception {
        NodeScripts scripts = scripts();
        Map<String, String> environment = environment(data);
        try (Installation installation = Installation.start(environment)) {
            Path records = fillEveryTopic(installation, environment, data);
            scripts.run(
                    installation,
                    Map.of("RECORDS", records.toString(), "REGISTRY", installation.query() + "/registry"));
        }
    }

    @Test
    void everyTopicIsReadWithTheSchemasOfARealRegistry(@TempDir Path data) throws Exception {
        NodeScripts scripts = scripts();
        try (RealRegistry registry = RealRegistry.start()) {
            Map<String, String> environment = environment(data);
            environment.put("SCHEMA_REGISTRY_URL", registry.url());
            try (Installation installation = Installation.start(environment)) {
                Path records = fillEveryTopic(installation, environment, data);
                scripts.run(installation, Map.of("RECORDS", records.toString(), "REGISTRY", registry.url()));
            }
        }
    }

    private static NodeScripts scripts() throws Exception {
        NodeScripts scripts = NodeScripts.in(Path.of("src/test/registry"));
        scripts.installPackages();
        return scripts;
    }

    private static Map<String, String> environment(Path data) {
        Map<String, String> environment = new HashMap<>(TruthTest.environment(data));
        environment.put("PLAYHEAD_PROCESSOR_SESSION_INACTIVITY", "PT4S");
        environment.put("PLAYHEAD_PROCESSOR_SESSION_GRACE", "PT1S");
        environment.put("PLAYHEAD_PROCESSOR_SETTLED_AFTER", "PT2S");
        return environment;
    }

    /**
     * Has sessions made, one closed, one shared and one erased, and something set aside.
     *
     * @return file of all that is in the topics then, a line of JSON each
     */
    private static Path fillEveryTopic(Installation installation, Map<String, String> environment, Path directory)
            throws Exception {
        Topics topics = Topics.from(environment);
        assertThat(RecordedTraffic.send(
                        installation.gateway(), RecordedTraffic.accepted("rrweb", "guance", "posthog"), 4))
                .allMatch(status -> status / 100 == 2);
        assertThat(uploadHalfOfWhichIsBad(installation.gateway())).isEqualTo(202);
        decideAGeneration(installation.kafka(), topics.generations());
        try (QueryClient client = new QueryClient(installation.query())) {
            String closed = QueryClient.sessionOf("rrweb");
            assertThat(QueryClient.eventually(
                                    () -> client.summary(closed),
                                    summary -> summary.path("status").asText().equals("CLOSED"))
                            .path("status")
                            .asText())
                    .isEqualTo("CLOSED");
            client.share(client.path(closed));
            assertThat(client.delete(client.path(QueryClient.sessionOf("posthog")))
                            .statusCode())
                    .isEqualTo(202);
        }
        List<String> lines = new ArrayList<>();
        for (Topic<?> topic : topics.all()) {
            List<byte[]> values = TopicContents.stored(installation.kafka(), topic);
            assertThat(values).as("records of " + topic.name()).isNotEmpty();
            for (byte[] value : values) {
                lines.add(JSON.writeValueAsString(Map.of("topic", topic.name(), "value", value)));
            }
        }
        return Files.write(directory.resolve("records.jsonl"), lines);
    }

    private static int uploadHalfOfWhichIsBad(String gateway) throws Exception {
        String events = """
                {"type":"view","date":1795438677115,"application":{"id":"half"},"session":{"id":"good"},"view":{"id":"v"}}
                {"type":"view","date":1795438677115,"application":{"id":"half"},"session":{"id":".."},"view":{"id":"v"}}
                """;
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest upload = HttpRequest.newBuilder(URI.create(gateway + "/api/v2/rum"))
                    .POST(BodyPublishers.ofString(events))
                    .build();
            return http.send(upload, BodyHandlers.discarding()).statusCode();
        }
    }

    /** Says once more that the first one serves. */
    private static void decideAGeneration(String brokers, Topic<Generation> topic) throws Exception {
        Generation first = Generation.newBuilder()
                .setNumber(Topics.FIRST_GENERATION)
                .setState(GenerationState.SERVING)
                .setAtMs(System.currentTimeMillis())
                .build();
        try (KafkaProducer<String, Generation> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers),
                topic.keySerde().serializer(),
                topic.valueSerde().serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), "1", first)).get();
        }
    }
}
