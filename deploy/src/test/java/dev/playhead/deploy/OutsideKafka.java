// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import dev.playhead.deploy.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A cluster that is not the installation's own: it is there before and after it, and may be away meanwhile. */
final class OutsideKafka implements AutoCloseable {

    private final Path data;
    private EmbeddedKafka kafka;

    private OutsideKafka(Path data, EmbeddedKafka kafka) {
        this.data = data;
        this.kafka = kafka;
    }

    static OutsideKafka start(Path data) throws IOException {
        return new OutsideKafka(data, EmbeddedKafka.start(data));
    }

    String brokers() {
        return kafka.bootstrapServers();
    }

    /** The environment of whoever is to use it, after creating the topics that it names. */
    Map<String, String> environment(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(TruthTest.environment(data.resolve("installation")));
        environment.putAll(settings);
        environment.put(InstallationConfig.KAFKA, brokers());
        ClusterTopics.of(environment).create();
        return Map.copyOf(environment);
    }

    /** Stops the broker, and returns once it is back. */
    void beAwayFor(Duration outage) throws IOException {
        long until = System.nanoTime() + outage.toNanos();
        kafka.close();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        kafka = EmbeddedKafka.start(data, kafka.port());
    }

    @Override
    public void close() {
        kafka.close();
    }
}
