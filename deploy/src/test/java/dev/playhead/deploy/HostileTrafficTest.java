// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.playhead.deploy.HostileRequests.HostileRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever means no good gets a clear answer, costs little memory, and nobody else notices. */
@Tag("cluster")
class HostileTrafficTest {

    private static final int SLOW_CONNECTIONS = 1_000;
    private static final int LARGE_BODIES = 200;
    private static final int GROWTH_MIB = 300;

    /** So long a body may take, so that the slow ones need not be waited for. */
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration DRIP = Duration.ofSeconds(1);
    private static final Duration GOOD_PACE = Duration.ofMillis(50);
    private static final int UNANSWERED = 0;

    @Test
    void theWholeInstallationBearsIt(@TempDir Path data) throws Exception {
        Map<String, String> environment = new HashMap<>(TruthTest.environment(data));
        environment.put("PLAYHEAD_GATEWAY_BODY_TIMEOUT", BODY_TIMEOUT.toString());
        try (PlayheadProcess process = PlayheadProcess.start("up", environment)) {
            assertBears(process);
        }
    }

    @Test
    void theGatewayAloneBearsIt(@TempDir Path data) throws Exception {
        try (OutsideKafka kafka = OutsideKafka.start(data);
                PlayheadProcess process = PlayheadProcess.start(
                        "gateway",
                        kafka.environment(Map.of("PLAYHEAD_GATEWAY_BODY_TIMEOUT", BODY_TIMEOUT.toString())))) {
            assertBears(process);
        }
    }

    /** @param how the answer's body, or what came instead of an answer */
    private record Outcome(String name, int status, String how, Set<Integer> expected) {

        boolean isExpected() {
            return expected.contains(status);
        }
    }

    private static void assertBears(PlayheadProcess process) throws Exception {
        ResidentMemory memory = ResidentMemory.of(process.pid());
        assumeTrue(memory.isKnown(), "no /proc to read a process's memory from");
        List<HostileRequest> small = HostileRequests.small();
        List<HostileRequest> large = HostileRequests.large(LARGE_BODIES);
        List<Future<Outcome>> outcomes = new ArrayList<>();
        GoodSender good = new GoodSender(process.gateway());
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Integer>> goodAnswers = senders.submit(good::sendUntilStopped);
            long before = memory.mib();
            memory.forgetPeak();
            for (int i = 0; i < SLOW_CONNECTIONS; i++) {
                outcomes.add(senders.submit(() -> outcome(process.gateway(), slow(), HostileTrafficTest::dripped)));
            }
            for (HostileRequest request : small) {
                outcomes.add(senders.submit(() -> outcome(process.gateway(), request, HostileTrafficTest::posted)));
            }
            for (HostileRequest request : large) {
                outcomes.add(senders.submit(() -> outcome(process.gateway(), request, HostileTrafficTest::posted)));
            }
            List<Outcome> unexpected = new ArrayList<>();
            for (Future<Outcome> outcome : outcomes) {
                if (!outcome.get().isExpected()) {
                    unexpected.add(outcome.get());
                }
            }
            good.stop();
            assertThat(unexpected).isEmpty();
            assertThat(goodAnswers.get()).hasSizeGreaterThan(100).containsOnly(202);
            assertThat(memory.peakMib() - before).as("MiB").isLessThan(GROWTH_MIB);
        }
    }
}
