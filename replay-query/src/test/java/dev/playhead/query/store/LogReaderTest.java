// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.query.store.SegmentBodies.BodiesUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.junit.jupiter.api.Test;

class LogReaderTest {

    private static final TopicPartition LOG = new TopicPartition("segments", 0);

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
    private final LogReader reader = new LogReader(consumer);

    @Test
    void whatIsThereIsFoundAndWhatIsNotIsLeftOut() {
        logFrom(10, 14);
        holds(10, 11, 13); // 12 was compacted away, or is a transaction's marker
        assertThat(read(10, 12, 13)).containsOnlyKeys(10L, 13L);
    }

    @Test
    void whatTheLogHasDroppedIsLeftOut() {
        logFrom(10, 12);
        holds(10, 11);
        assertThat(read(3, 4, 11)).containsOnlyKeys(11L);
        assertThat(read(3)).isEmpty();
    }

    @Test
    void whatIsBehindTheEndIsLeftOut() {
        logFrom(0, 2);
        holds(0, 1);
        assertThat(read(1, 7)).containsOnlyKeys(1L);
    }

    @Test
    void aLogThatCannotBeReadIsUnavailableAndNotEmpty() {
        logFrom(0, 2);
        consumer.schedulePollTask(() -> consumer.setPollException(new AuthorizationException("no")));
        assertThatThrownBy(() -> read(1)).isInstanceOf(BodiesUnavailableException.class);
    }

    @Test
    void aDeadlineThatHasPassedIsUnavailable() {
        logFrom(0, 2);
        assertThatThrownBy(() -> reader.read(LOG, new TreeSet<>(List.of(1L)), any -> false, System.nanoTime() - 1))
                .isInstanceOf(BodiesUnavailableException.class);
    }

    private void logFrom(long beginning, long end) {
        consumer.updateBeginningOffsets(Map.of(LOG, beginning));
        consumer.updateEndOffsets(Map.of(LOG, end));
    }

    private void holds(long... offsets) {
        consumer.schedulePollTask(() -> {
            for (long offset : offsets) {
                if (offset >= consumer.position(LOG)) {
                    consumer.addRecord(new ConsumerRecord<>(LOG.topic(), 0, offset, "key", new byte[0]));
                }
            }
        });
    }

    private Map<Long, ConsumerRecord<String, byte[]>> read(long... offsets) {
        return reader.read(
                LOG,
                LongStream.of(offsets).boxed().collect(Collectors.toCollection(TreeSet::new)),
                any -> false,
                System.nanoTime() + Duration.ofSeconds(10).toNanos());
    }
}
