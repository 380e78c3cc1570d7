// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import dev.playhead.config.KafkaSettings;
import dev.playhead.generations.GenerationLog;
import dev.playhead.generations.Generations;
import dev.playhead.schemas.RegistryUnavailableException;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.TopicLayout;
import dev.playhead.schemas.TopicProvisioner;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.UnfitTopicsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * The topics of the cluster that the environment names, those of all generations. Every failure is put as one line for
 * the operator.
 */
record ClusterTopics(Topics topics, Map<String, String> kafka, TopicLayout layout, Duration timeout) {

    /** @throws CannotStartException naming every setting that is wrong */
    static ClusterTopics of(Map<String, String> environment) {
        return CannotStartException.ifSettingsAreBad(() -> new ClusterTopics(
                Topics.from(environment),
                KafkaSettings.from(environment),
                TopicLayout.from(environment),
                InstallationConfig.from(environment).adminTimeout()));
    }

    /** {@code host:port,…} of the cluster. */
    String bootstrapServers() {
        return kafka.getOrDefault("bootstrap.servers", "");
    }

    /** Creates what is missing and verifies the rest; returns the names of the new ones. */
    List<String> create() {
        List<String> created = new ArrayList<>(ask(topics.shared(), TopicProvisioner::create));
        created.addAll(ask(of(decided()), TopicProvisioner::create));
        return created;
    }

    /** Creates what is missing of a generation that nobody runs yet. */
    void create(int generation) {
        List<Topic<?>> wanted = new ArrayList<>(topics.shared());
        wanted.addAll(topics.ofGeneration(generation).derived());
        ask(wanted, TopicProvisioner::create);
    }

    /** Changes nothing, and refuses topics that are missing or deviate. */
    void verify() {
        verify(of(generations()));
    }

    /** What is decided about generations; refuses where the topics that all of them share are missing or deviate. */
    Generations generations() {
        verify(topics.shared());
        return decided();
    }

    private Generations decided() {
        return orExplained(() -> {
            try (GenerationLog log = new GenerationLog(kafka, topics.generations())) {
                return log.readToEnd(timeout);
            }
        });
    }

    /** All topics that there have to be. */
    List<Topic<?>> of(Generations generations) {
        List<Topic<?>> wanted = new ArrayList<>(topics.shared());
        generations
                .running()
                .forEach(number -> wanted.addAll(topics.ofGeneration(number).derived()));
        return wanted;
    }

    private void verify(List<Topic<?>> wanted) {
        try {
            ask(wanted, provisioner -> {
                provisioner.verify();
                return List.of();
            });
        } catch (CannotStartException e) {
            throw e.getCause() instanceof UnfitTopicsException
                    ? new CannotStartException(
                            e.getMessage() + ". To create what is missing: ./playhead topics --kafka "
                                    + bootstrapServers(),
                            e)
                    : e;
        }
    }

    private List<String> ask(List<Topic<?>> wanted, Function<TopicProvisioner, List<String>> question) {
        return orExplained(() -> {
            Admin admin = Admin.create(new HashMap<>(kafka));
            try {
                return question.apply(new TopicProvisioner(admin, wanted, layout, timeout));
            } finally {
                admin.close(Duration.ZERO); // would wait a minute for answers that nobody expects any more
            }
        });
    }

    /**
     * What work on the cluster results in.
     *
     * @throws CannotStartException saying in one line why the cluster, or its schema registry, cannot be used
     */
    <T> T orExplained(Supplier<T> work) {
        try {
            return work.get();
        } catch (UnfitTopicsException e) {
            throw new CannotStartException(reason(e), e);
        } catch (RegistryUnavailableException e) {
            throw new CannotStartException("the schema registry cannot be used (%s)".formatted(e.getMessage()), e);
        } catch (KafkaException e) {
            throw new CannotStartException(
                    "the cluster at %s cannot be used (%s)".formatted(bootstrapServers(), reason(e)), e);
        }
    }

    /**
     * Kafka's own words are at the end of the chain: its clients wrap them as "Failed to create new KafkaAdminClient".
     */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
