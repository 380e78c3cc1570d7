// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DrainTest {

    @Test
    void theLastOneStartedStopsFirst() {
        List<String> stopped = new CopyOnWriteArrayList<>();
        Drain drain = new Drain(Duration.ofSeconds(10));
        drain.stopFirst("broker", () -> stopped.add("broker"));
        drain.stopFirst("query", () -> {
            stopped.add("query");
            throw new IllegalStateException("cannot stop");
        });
        drain.stopFirst("gateway", () -> stopped.add("gateway"));

        drain.close();

        assertThat(stopped).containsExactly("gateway", "query", "broker");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPartThatWillNotStopIsLeftBehind() {
        CountDownLatch never = new CountDownLatch(1);
        Drain drain = new Drain(Duration.ofMillis(50));
        drain.stopFirst("deaf", () -> {
            while (never.getCount() > 0) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    // as a native call would
                }
            }
        });

        drain.close();

        assertThat(never.getCount()).as("it still runs").isEqualTo(1);
        never.countDown();
    }
}
