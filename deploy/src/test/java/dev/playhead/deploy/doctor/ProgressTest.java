// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.cluster.Standing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    @Test
    void whatWasThereAtTheFirstLookIsDoneHoweverMuchCameSince() {
        assertThat(lag(standing(10, 5), standing(1_000, 10)).line())
                .startsWith("ok    lag of processor  990 records, none of them older than");
    }

    @Test
    void whoIsSlowIsLateAndWhoDoesNotMoveIsStuck() {
        assertThat(lag(standing(10, 5), standing(10, 9)).line()).startsWith("warn  lag of processor  1 records, some");
        assertThat(lag(standing(10, 5), standing(12, 5)).line())
                .startsWith("fail  lag of processor  7 records, and none was processed");
    }

    @Test
    void nobodyAtWorkIsAFailureOfItsOwn() {
        Standing away = new Standing(false, Map.of(), Map.of());

        assertThat(new Progress("processor", () -> away).running().line()).startsWith("fail  processor");
        assertThat(new Progress("processor", () -> standing(1, 1)).running().line())
                .startsWith("ok    processor");
    }

    private static Finding lag(Standing... looks) {
        Deque<Standing> left = new ArrayDeque<>(List.of(looks));
        return new Progress("processor", left::remove).lag(Duration.ZERO);
    }

    private static Standing standing(long end, long done) {
        return new Standing(true, Map.of(PARTITION, end), Map.of(PARTITION, done));
    }
}
