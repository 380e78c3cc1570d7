// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** On a broker that is not ours, where there is Docker to run one. */
@Tag("cluster")
@Testcontainers(disabledWithoutDocker = true)
class ContainerTest {

    @Container
    private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka-native:4.1.0");

    @Test
    void aRecordingGoesThroughAnOutsideCluster(@TempDir Path data) throws Exception {
        Map<String, String> environment = new HashMap<>(TruthTest.environment(data));
        environment.put("PLAYHEAD_KAFKA", KAFKA.getBootstrapServers());
        try (Installation installation = Installation.start(environment);
                QueryClient client = new QueryClient(installation.query())) {
            assertThat(RecordedTraffic.send(installation.gateway(), RecordedTraffic.accepted("rrweb"), 1))
                    .containsOnly(202);
            client.settled(List.of("rrweb"));

            assertThat(client.timeline(QueryClient.sessionOf("rrweb")).path("inactivity"))
                    .hasSize(1);
        }
    }
}
