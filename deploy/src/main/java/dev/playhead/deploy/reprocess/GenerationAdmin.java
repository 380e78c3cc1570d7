// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.reprocess;

import dev.playhead.cluster.Standing;
import dev.playhead.cluster.Standings;
import dev.playhead.generations.Generations;
import dev.playhead.processor.topology.SessionStreams;
import dev.playhead.processor.topology.SessionTopology;
import dev.playhead.query.topology.ReplayStores;
import dev.playhead.query.topology.StreamsProperties;
import dev.playhead.query.topology.ViewsTopology;
import dev.playhead.schemas.AdminAnswers;
import dev.playhead.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What the cluster knows of a generation: where its applications stand, and what is to be deleted with it.
 *
 * <p>Its methods throw {@link KafkaException} if the cluster refuses or does not answer in time.
 */
public final class GenerationAdmin implements AutoCloseable {

    private static final String CHANGELOG = "-changelog";
    private static final Duration LOOK = Duration.ofMillis(500);

    /** An instance that has only just begun to run a generation is not in its group yet, and hears of its end. */
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(2);

    /** Stores of each application. */
    private static final Map<String, List<String>> APPLICATIONS = Map.of(
            SessionStreams.APPLICATION_ID, SessionTopology.STORES, StreamsProperties.APPLICATION, ReplayStores.NAMES);

    private final Admin admin;
    private final Topics topics;
    private final AdminAnswers answers;
    private final Standings standings;

    /**
     * @param kafka properties of a client
     * @param topics of the installation
     * @param timeout for each answer
     */
    public GenerationAdmin(Map<String, String> kafka, Topics topics, Duration timeout) {
        this.admin = Admin.create(new HashMap<>(kafka));
        this.topics = topics;
        this.answers = new AdminAnswers(timeout);
        this.standings = new Standings(admin, answers);
    }

    /** Whether both applications of a generation have instances that work. */
    public boolean isRun(int number) {
        return groupsOf(number).stream().allMatch(standings::isWorking);
    }

    /** How far the processor of a generation has come. */
    public Standing processor(int number) {
        return standing(SessionStreams.APPLICATION_ID, number, SessionTopology.sources(topics.ofGeneration(number)));
    }

    /** How far its views have come. */
    public Standing views(int number) {
        return standing(StreamsProperties.APPLICATION, number, ViewsTopology.sources(topics.ofGeneration(number)));
    }

    private Standing standing(String application, int number, List<String> sources) {
        return standings.of(Generations.applicationId(application, number), sources);
    }

    /** Waits until no instance runs a generation any more; returns false if it takes longer than that. */
    public boolean awaitStopped(int number, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        pause(HEARD_WITHIN);
        while (!isStopped(number)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(LOOK);
        }
        return true;
    }

    private boolean isStopped(int number) {
        return groups(groupsOf(number)).stream()
                .allMatch(group -> group.groupState()
                        .filter(state -> state != GroupState.EMPTY && state != GroupState.DEAD)
                        .isEmpty());
    }

    /** Deletes the groups and the topics of a generation that nobody runs; returns the names of the topics. */
    public List<String> remove(int number) {
        List<String> groups = groups(groupsOf(number)).stream()
                .filter(group -> !group.type().equals(Optional.of(GroupType.STREAMS)))
                .map(GroupListing::groupId)
                .toList();
        admin.deleteConsumerGroups(groups)
                .deletedGroups()
                .values()
                .forEach(deleted -> unlessGone(deleted, GroupIdNotFoundException.class));
        List<String> names = topicsOf(number);
        admin.deleteTopics(names)
                .topicNameValues()
                .values()
                .forEach(deleted -> unlessGone(deleted, UnknownTopicOrPartitionException.class));
        return names;
    }

    private List<String> topicsOf(int number) {
        Set<String> owned = new HashSet<>(changelogsOf(number));
        topics.ofGeneration(number).derived().forEach(derived -> owned.add(derived.name()));
        return answers.await(admin.listTopics().names()).stream()
                .filter(owned::contains)
                .sorted()
                .toList();
    }

    /** By their whole names: another application's may begin as ours do. */
    static Set<String> changelogsOf(int number) {
        return APPLICATIONS.entrySet().stream()
                .flatMap(application -> application.getValue().stream()
                        .map(store ->
                                Generations.applicationId(application.getKey(), number) + '-' + store + CHANGELOG))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> groupsOf(int number) {
        return APPLICATIONS.keySet().stream()
                .map(application -> Generations.applicationId(application, number))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Collection<GroupListing> groups(Set<String> wanted) {
        return answers.await(admin.listGroups().all()).stream()
                .filter(group -> wanted.contains(group.groupId()))
                .toList();
    }

    private <E extends KafkaException> void unlessGone(KafkaFuture<Void> deleted, Class<E> gone) {
        try {
            answers.await(deleted);
        } catch (KafkaException e) {
            if (!gone.isInstance(e)) {
                throw e;
            }
        }
    }

    /** Until the next look. */
    static void pause(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for the instances", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
