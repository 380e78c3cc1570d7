// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.reprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.cluster.Standing;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CatchUpTest {

    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);

    private final CatchUp catchUp = new CatchUp(Duration.ofNanos(5));

    @Test
    void underTrafficItIsEnoughToHaveGotToWhereTheInputsEndedAWhileAgo() {
        assertThat(look(0, at(10, 0), at(10, 10))).isFalse();
        assertThat(look(3, at(20, 9), at(20, 20))).isFalse();
        assertThat(look(5, at(30, 9), at(30, 30))).as("one is missing").isFalse();
        assertThat(look(7, at(40, 19), at(40, 40)))
                .as("all that was there at 0")
                .isTrue();
    }

    @Test
    void whoeverFallsBehindNeverCatchesUp() {
        for (int second = 1; second <= 100; second++) {
            assertThat(look(second, at(100L * second, 10L * second), at(0, 0)))
                    .as("look %d", second)
                    .isFalse();
        }
    }

    @Test
    void theViewsCountAsWellAsTheProcessor() {
        look(0, at(10, 10), at(10, 0));
        assertThat(look(5, at(10, 10), at(10, 9))).isFalse();
        assertThat(look(10, at(10, 10), at(10, 10))).isTrue();
    }

    @Test
    void nothingIsProvedByALookThatIsTooYoung() {
        assertThat(look(0, at(0, 0), at(0, 0))).isFalse();
        assertThat(look(4, at(0, 0), at(0, 0))).isFalse();
        assertThat(look(5, at(0, 0), at(0, 0))).isTrue();
    }

    @Test
    void withoutInstancesNothingIsCaughtUp() {
        Standing nobody = new Standing(false, Map.of(PARTITION, 0L), Map.of(PARTITION, 0L));
        look(0, nobody, at(0, 0));
        assertThat(look(5, nobody, at(0, 0))).isFalse();
        assertThat(look(6, at(0, 0), nobody)).isFalse();
    }

    @Test
    void whatIsLeftIsCountedPerPartition() {
        TopicPartition other = new TopicPartition("topic", 1);
        Standing standing = new Standing(true, Map.of(PARTITION, 10L, other, 5L), Map.of(PARTITION, 4L, other, 7L));

        assertThat(standing.left())
                .as("what came since the ends were read is not negative")
                .isEqualTo(6);
    }

    private boolean look(long atNanos, Standing processor, Standing views) {
        return catchUp.isDone(atNanos, processor, views);
    }

    private static Standing at(long end, long done) {
        return new Standing(true, Map.of(PARTITION, end), Map.of(PARTITION, done));
    }
}
