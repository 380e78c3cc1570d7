// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.cluster;

import dev.playhead.cluster.TopicGrowth.Extent;
import dev.playhead.generations.Generations;
import dev.playhead.schemas.AdminAnswers;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.TopicSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** The brokers' disks, as they tell of them. No record is read. */
public record Disks(Admin admin, AdminAnswers answers) {

    /** What names of changelogs begin with. */
    private static final List<String> APPLICATIONS = List.of(Generations.PROCESSOR + '-', Generations.QUERY + '-');

    /**
     * What some topics and all changelogs take.
     *
     * @throws KafkaException if the cluster refuses, does not answer in time, or has not all of them
     */
    public DiskUse use(List<Topic<?>> topics, long nowMs) {
        Map<String, Long> bytes = new HashMap<>();
        long free = 0;
        boolean told = true;
        List<Integer> brokers = answers.await(admin.describeCluster().nodes()).stream()
                .map(Node::id)
                .toList();
        for (Map<String, LogDirDescription> directories :
                answers.await(admin.describeLogDirs(brokers).allDescriptions()).values()) {
            for (LogDirDescription directory : directories.values()) {
                told &= directory.usableBytes().isPresent();
                free += directory.usableBytes().orElse(0);
                directory
                        .replicaInfos()
                        .forEach((partition, replica) -> bytes.merge(partition.topic(), replica.size(), Long::sum));
            }
        }
        long stores = bytes.entrySet().stream()
                .filter(topic -> APPLICATIONS.stream().anyMatch(topic.getKey()::startsWith))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new DiskUse(growth(topics, bytes, nowMs), stores, told ? OptionalLong.of(free) : OptionalLong.empty());
    }

    private List<TopicGrowth> growth(List<Topic<?>> topics, Map<String, Long> bytes, long nowMs) {
        Map<String, TopicSettings> settings = TopicSettings.of(admin, answers, topics);
        Map<String, List<Extent>> extents = extents(topics, nowMs);
        return topics.stream()
                .map(topic -> TopicGrowth.of(
                        topic.name(),
                        bytes.getOrDefault(topic.name(), 0L),
                        extents.getOrDefault(topic.name(), List.of()),
                        nowMs,
                        of(settings, topic.name()).kept()))
                .toList();
    }

    private Map<String, List<Extent>> extents(List<Topic<?>> topics, long nowMs) {
        List<TopicPartition> partitions = answers
                .await(admin.describeTopics(topics.stream().map(Topic::name).toList())
                        .allTopicNames())
                .values()
                .stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
        var begins = offsets(partitions, OffsetSpec.earliest());
        var ends = offsets(partitions, OffsetSpec.latest());
        var recent = offsets(partitions, OffsetSpec.forTimestamp(nowMs - TopicGrowth.LONGEST_WINDOW.toMillis()));
        return partitions.stream()
                .collect(Collectors.groupingBy(
                        TopicPartition::topic,
                        Collectors.mapping(
                                partition -> extent(partition, begins, ends, recent, nowMs), Collectors.toList())));
    }

    private static Extent extent(
            TopicPartition partition,
            Map<TopicPartition, ListOffsetsResultInfo> begins,
            Map<TopicPartition, ListOffsetsResultInfo> ends,
            Map<TopicPartition, ListOffsetsResultInfo> recent,
            long nowMs) {
        long begin = of(begins, partition).offset();
        long end = of(ends, partition).offset();
        ListOffsetsResultInfo since = of(recent, partition);
        return since.offset() < 0
                ? new Extent(begin, end, end, nowMs)
                : new Extent(begin, end, since.offset(), since.timestamp());
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(List<TopicPartition> partitions, OffsetSpec which) {
        return answers.await(
                admin.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), p -> which)))
                        .all());
    }

    private static <K, V> V of(Map<K, V> answer, K asked) {
        V found = answer.get(asked);
        if (found == null) {
            throw new KafkaException("the cluster does not say anything of " + asked);
        }
        return found;
    }
}
