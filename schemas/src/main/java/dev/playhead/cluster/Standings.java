// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.cluster;

import dev.playhead.schemas.AdminAnswers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * How far applications have come. Its methods throw {@link org.apache.kafka.common.KafkaException} if the cluster
 * refuses or does not answer in time.
 */
public record Standings(Admin admin, AdminAnswers answers) {

    /**
     * How far a group has come.
     *
     * @param sources names of the topics that it reads
     */
    public Standing of(String group, List<String> sources) {
        List<TopicPartition> partitions = new ArrayList<>();
        answers.await(admin.describeTopics(sources).allTopicNames())
                .forEach((name, topic) -> topic.partitions()
                        .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition()))));
        Map<TopicPartition, Long> done = offsets(partitions, OffsetSpec.earliest());
        committed(group)
                .forEach((partition, offset) ->
                        done.computeIfPresent(partition, (same, earliest) -> Math.max(earliest, offset.offset())));
        return new Standing(isWorking(group), offsets(partitions, OffsetSpec.latest()), done);
    }

    /** Whether a group shares out all partitions and is at peace. */
    public boolean isWorking(String group) {
        return answers.await(admin.listGroups().all()).stream()
                .anyMatch(listed ->
                        listed.groupId().equals(group) && listed.groupState().equals(Optional.of(GroupState.STABLE)));
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, ListOffsetsResultInfo> found = answers.await(
                admin.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), p -> which)))
                        .all());
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, offset -> offset.getValue().offset()));
    }

    /** None of a group that there is not yet. */
    private Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        try {
            return answers.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        } catch (GroupIdNotFoundException e) {
            return Map.of();
        }
    }
}
