// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import dev.playhead.config.Settings;
import dev.playhead.query.Samples;
import dev.playhead.streams.RocksMemory;
import dev.playhead.testkit.TopologyPage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopologyDiagramTest {

    @Test
    void theTopologyPageIsUpToDate() {
        try (RocksMemory memory = new RocksMemory(8 << 20, 0.1)) {
            StreamsSettings settings =
                    StreamsSettings.from(new Settings(Map.of()), Map.of("bootstrap.servers", "127.0.0.1:1"));
            var properties =
                    StreamsProperties.of(settings, memory, Samples.TOPICS, "127.0.0.1:1", new SimpleMeterRegistry());
            var topology =
                    new ViewsTopology(properties, Samples.TOPICS, Duration.ofDays(30), new SessionChanges()).get();
            TopologyPage.assertShows(StreamsProperties.APPLICATION, topology.describe());
        }
    }
}
