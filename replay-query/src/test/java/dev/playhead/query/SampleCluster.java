// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query;

import dev.playhead.cluster.DiskUse;
import dev.playhead.cluster.Standing;
import dev.playhead.cluster.TopicGrowth;
import dev.playhead.query.api.ClusterHealth;
import dev.playhead.records.SetAside;
import dev.playhead.schemas.v1.DeadLetter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A cluster in which everything can be told, and nothing is well. */
public class SampleCluster implements ClusterHealth {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final Optional<Duration> THIRTY_DAYS = Optional.of(Duration.ofDays(30));

    @Override
    public Standing processor(int generation) {
        return new Standing(false, Map.of(PARTITION, 12L), Map.of(PARTITION, 5L));
    }

    @Override
    public Standing views(int generation) {
        return new Standing(true, Map.of(PARTITION, 12L), Map.of(PARTITION, 12L));
    }

    @Override
    public boolean deadLetters(int generation, long sinceMs, Consumer<SetAside> each) {
        each.accept(new SetAside("shop:s1", letter("t", "corrupt", sinceMs + 1)));
        each.accept(new SetAside("shop:s1", letter("t", "malformed", sinceMs + 2)));
        each.accept(new SetAside(null, letter(null, "malformed", sinceMs + 3)));
        return false;
    }

    private static DeadLetter letter(@Nullable String topic, String reason, long atMs) {
        return DeadLetter.newBuilder()
                .setSourceTopic(topic)
                .setSourcePartition(topic == null ? null : 0)
                .setSourceOffset(topic == null ? null : 0L)
                .setReason(reason)
                .setDetail("what was wrong")
                .setAtMs(atMs)
                .build();
    }

    @Override
    public DiskUse disk(int generation, long nowMs) {
        return new DiskUse(
                List.of(
                        new TopicGrowth("t", 1_000, 100, 100, Duration.ofDays(1), THIRTY_DAYS),
                        new TopicGrowth("kept", 500, 10, 1, Duration.ofDays(1), Optional.empty())),
                64,
                OptionalLong.of(2_500));
    }

    @Override
    public void close() {}
}
