// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.processor.topology.RecordedTraffic.Received;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a segment costs does not depend on how many its session has already. */
class CostOfASegmentTest {

    private static final long T = 1_795_439_000_000L;
    private static final int SEGMENTS_A_ROUND = 50;

    @TempDir
    private Path stateDir;

    @Test
    void theTenThousandthSegmentOfASessionWritesHardlyMoreThanTheTenth() {
        try (SessionDriver driver = new SessionDriver(stateDir)) {
            long tenth = bytesOf(9, driver);
            long tenThousandth = bytesOf(9_999, driver);
            assertThat(tenth).isPositive();
            assertThat(tenThousandth).isLessThanOrEqualTo(tenth * 11 / 10);
        }
    }

    /** What a segment and the summary after it write, once all before it are there. */
    private static long bytesOf(int index, SessionDriver driver) {
        for (int before = driver.entriesOf(SessionTopology.SESSION_MEMBERS); before < index; before++) {
            driver.receive(segment(before));
            if (before % SEGMENTS_A_ROUND == 0) {
                driver.sumUp();
                driver.published();
            }
        }
        driver.sumUp();
        driver.changelogBytes();
        driver.receive(segment(index));
        driver.sumUp();
        return driver.changelogBytes();
    }

    /** A click and a scroll, two seconds after the one before. */
    private static Received segment(int index) {
        long atMs = T + 2_000L * index;
        String body = """
                {"events":[{"type":3,"timestamp":%d,"data":{"source":2,"type":2,"id":%d,"x":5,"y":6}},
                {"type":3,"timestamp":%d,"data":{"source":3,"id":1,"x":0,"y":6}}]}""".formatted(atMs, index, atMs + 500);
        return new Received("shop:s1", RecordedTraffic.rrweb(index, body));
    }
}
