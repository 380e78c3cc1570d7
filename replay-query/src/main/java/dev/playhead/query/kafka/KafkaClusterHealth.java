// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.kafka;

import dev.playhead.cluster.DiskUse;
import dev.playhead.cluster.Disks;
import dev.playhead.cluster.Standing;
import dev.playhead.cluster.Standings;
import dev.playhead.generations.Generations;
import dev.playhead.query.api.ClusterHealth;
import dev.playhead.query.api.HealthSettings;
import dev.playhead.query.topology.ViewsTopology;
import dev.playhead.records.AllDeadLetters;
import dev.playhead.records.RecordReader;
import dev.playhead.records.SetAside;
import dev.playhead.schemas.AdminAnswers;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/** Asks Kafka itself. For one thread, and for one look: an operator looks rarely. */
public final class KafkaClusterHealth implements ClusterHealth {

    private final Map<String, String> kafka;
    private final Topics topics;
    private final HealthSettings settings;
    private final Admin admin;
    private final Standings standings;
    private final Disks disks;

    /**
     * @param kafka properties of a client
     * @param topics of the installation
     */
    public KafkaClusterHealth(Map<String, String> kafka, Topics topics, HealthSettings settings) {
        this.kafka = kafka;
        this.topics = topics;
        this.settings = settings;
        this.admin = Admin.create(new HashMap<>(kafka));
        AdminAnswers answers = new AdminAnswers(settings.timeout());
        this.standings = new Standings(admin, answers);
        this.disks = new Disks(admin, answers);
    }

    @Override
    public Standing processor(int generation) {
        return standings.of(
                Generations.applicationId(Generations.PROCESSOR, generation),
                topics.received().stream().map(Topic::name).toList());
    }

    @Override
    public Standing views(int generation) {
        return standings.of(
                Generations.applicationId(Generations.QUERY, generation),
                ViewsTopology.sources(topics.ofGeneration(generation)));
    }

    @Override
    public boolean deadLetters(int generation, long sinceMs, Consumer<SetAside> each) {
        try (RecordReader reader = new RecordReader(kafka, settings.timeout())) {
            return new AllDeadLetters(reader, topics, generation).readSince(sinceMs, settings.deadLetters(), each);
        }
    }

    @Override
    public DiskUse disk(int generation, long nowMs) {
        List<Topic<?>> used = new ArrayList<>(topics.shared());
        used.addAll(topics.ofGeneration(generation).derived());
        return disks.use(used, nowMs);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
