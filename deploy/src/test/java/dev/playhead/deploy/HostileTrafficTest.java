// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.playhead.deploy.HostileRequests.HostileRequest;
import dev.playhead.deploy.RawConnection.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever means no good gets a clear answer, costs little memory, and nobody else notices. */
@Tag("cluster")
class HostileTrafficTest {

    private static final int SLOW_CONNECTIONS = 1_000;
    private static final int LARGE_BODIES = 200;
    private static final int GROWTH_MIB = 300;

    /** So many at least; how many more there are is a question of the machine's speed. */
    private static final int GOOD_BATCHES = 10;

    /** So long a body may take, so that the slow ones need not be waited for. */
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration DRIP = Duration.ofSeconds(1);
    private static final Duration GOOD_PACE = Duration.ofMillis(50);
    private static final int UNANSWERED = 0;

    @Test
    void aGatewayBearsHostileTraffic(@TempDir Path data) throws Exception {
        try (OutsideKafka kafka = OutsideKafka.start(data);
                PlayheadProcess gateway = PlayheadProcess.start(
                        "gateway",
                        kafka.environment(Map.of("PLAYHEAD_GATEWAY_BODY_TIMEOUT", BODY_TIMEOUT.toString())))) {
            assertBears(gateway);
        }
    }

    private static void assertBears(PlayheadProcess process) throws Exception {
        ResidentMemory memory = ResidentMemory.of(process.pid());
        assumeTrue(memory.isKnown(), "no /proc to read a process's memory from");
        Traffic traffic = new Traffic(process.gateway());
        List<HostileRequest> posted = new ArrayList<>(HostileRequests.small());
        posted.addAll(HostileRequests.large(LARGE_BODIES));
        long before = memory.mib();
        memory.forgetPeak();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Integer>> good = senders.submit(traffic::sendGoodBatches);
            List<Callable<Outcome>> hostile = new ArrayList<>();
            for (int i = 0; i < SLOW_CONNECTIONS; i++) {
                hostile.add(() -> traffic.outcome(HostileRequests.slow(), Traffic::drip));
            }
            posted.forEach(request -> hostile.add(() -> traffic.outcome(request, Traffic::post)));
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> outcome : senders.invokeAll(hostile)) {
                outcomes.add(outcome.get());
            }
            traffic.stopGoodBatches();

            assertThat(outcomes).filteredOn(outcome -> !outcome.isExpected()).isEmpty();
            assertThat(good.get()).hasSizeGreaterThan(GOOD_BATCHES).containsOnly(202);
            assertThat(memory.peakMib() - before)
                    .as("MiB more than the %d before", before)
                    .isLessThan(GROWTH_MIB);
        }
    }

    /**
     * @param status the answer's, or {@link #UNANSWERED}
     * @param how the answer's body, or what came instead
     */
    private record Outcome(HostileRequest request, int status, String how) {

        boolean isExpected() {
            return request.answers().contains(status);
        }

        @Override
        public String toString() {
            return "%s: %d, not of %s: %s".formatted(request.name(), status, request.answers(), how);
        }
    }

    /** One way to send a request; returns its answer, or nothing where there was none. */
    private interface Sending {
        Optional<Answer> send(RawConnection connection, HostileRequest request)
                throws IOException, InterruptedException;
    }

    private static final class Traffic {

        private final String gateway;
        private final AtomicBoolean enough = new AtomicBoolean();

        Traffic(String gateway) {
            this.gateway = gateway;
        }

        Outcome outcome(HostileRequest request, Sending sending) throws InterruptedException {
            try (RawConnection connection = RawConnection.open(gateway, PATIENCE)) {
                return sending.send(connection, request)
                        .map(answer -> new Outcome(request, answer.status(), answer.body()))
                        .orElse(new Outcome(request, UNANSWERED, "the connection was closed"));
            } catch (IOException e) {
                return new Outcome(request, UNANSWERED, e.toString());
            }
        }

        static Optional<Answer> post(RawConnection connection, HostileRequest request)
                throws IOException, InterruptedException {
            return connection.exchange(request.head(), request.body());
        }

        /** Byte by byte, until there is an answer. */
        static Optional<Answer> drip(RawConnection connection, HostileRequest request) throws IOException {
            connection.send(request.head());
            for (int i = 0; i < request.body().length && !connection.hasNews(DRIP); i++) {
                connection.send(new byte[] {request.body()[i]});
            }
            return connection.answer();
        }

        /** What honest pages send meanwhile, half of it on connections of its own; returns the statuses. */
        List<Integer> sendGoodBatches() throws IOException {
            List<Integer> statuses = new ArrayList<>();
            try (RawConnection kept = RawConnection.open(gateway, PATIENCE)) {
                while (!enough.get()) {
                    statuses.add(goodBatch(kept, statuses.size()));
                    try (RawConnection fresh = RawConnection.open(gateway, PATIENCE)) {
                        statuses.add(goodBatch(fresh, statuses.size()));
                    }
                    LockSupport.parkNanos(GOOD_PACE.toNanos());
                }
            }
            return statuses;
        }

        private static int goodBatch(RawConnection connection, int seq) throws IOException {
            String batch = ("{\"appId\":\"shop\",\"sessionId\":\"good\",\"seq\":%d,"
                            + "\"events\":[{\"type\":3,\"timestamp\":%d,\"data\":{\"source\":2,\"type\":2,\"id\":1}}]}")
                    .formatted(seq, 1_795_439_000_000L + seq);
            return connection
                    .post("/rrweb/v1/batch", "application/json", batch.getBytes(StandardCharsets.US_ASCII))
                    .map(Answer::status)
                    .orElse(UNANSWERED);
        }

        void stopGoodBatches() {
            enough.set(true);
        }
    }
}
