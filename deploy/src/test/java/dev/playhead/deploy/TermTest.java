// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.deploy.RawConnection.Answer;
import dev.playhead.schemas.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is told to stop while SDKs send. */
@Tag("cluster")
class TermTest {

    private static final int CONNECTIONS = 8;
    private static final int ANSWERS_BEFORE = 400;
    private static final int SMALL_BYTES = 2_000;
    private static final int LARGE_BYTES = 256 << 10;
    private static final int UNANSWERED = 0;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aTermSignalUnderLoadCutsNoRequestAndLosesNothingAcknowledged(@TempDir Path data) throws Exception {
        try (OutsideKafka kafka = OutsideKafka.start(data)) {
            Map<String, String> environment = kafka.environment(Map.of());
            List<Sent> sent = sentUntilTold(environment);

            assertThat(sent)
                    .filteredOn(upload -> upload.status() != 202 && upload.status() != 503)
                    .isEmpty();
            List<ByteBuffer> acknowledged = sent.stream()
                    .filter(upload -> upload.status() == 202)
                    .map(upload -> ByteBuffer.wrap(upload.batch().body()))
                    .toList();
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ANSWERS_BEFORE);
            assertThat(TopicContents.segments(kafka.brokers(), Topics.from(environment)))
                    .containsAll(acknowledged);
        }
    }

    /**
     * What was sent without a pause, until the gateway told one sender that it stops: then nothing more goes there, as
     * behind a balancer, and what is under way must not be cut.
     */
    private static List<Sent> sentUntilTold(Map<String, String> environment) throws Exception {
        List<Sent> sent = new ArrayList<>();
        CountDownLatch underLoad = new CountDownLatch(ANSWERS_BEFORE);
        AtomicBoolean told = new AtomicBoolean();
        try (PlayheadProcess gateway = PlayheadProcess.start("gateway", environment);
                ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<List<Sent>>> sending = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                Sender sender = new Sender(
                        gateway.gateway(), "sender-" + i, i % 2 == 0 ? SMALL_BYTES : LARGE_BYTES, underLoad, told);
                sending.add(senders.submit(i < CONNECTIONS / 2 ? sender::onOneConnection : sender::onManyConnections));
            }
            underLoad.await();
            gateway.terminate();
            for (Future<List<Sent>> one : sending) {
                sent.addAll(one.get());
            }
            assertThat(gateway.exitCode(Duration.ofSeconds(10))).isZero();
        }
        return sent;
    }

    /** A batch that no other is equal to. */
    private record Batch(String session, int seq, int bytes) {

        byte[] body() {
            return "{\"appId\":\"load\",\"sessionId\":\"%s\",\"seq\":%d,\"events\":[\"%s\"]}"
                    .formatted(session, seq, "x".repeat(bytes))
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }

    /**
     * How it ended for the sender.
     *
     * @param status the answer's, or {@link #UNANSWERED}
     * @param how the answer's body, or what came instead
     */
    private record Sent(Batch batch, int status, String how) {}

    /** Posts one batch after the other. */
    private static final class Sender {

        private final String gateway;
        private final String session;
        private final int bytes;
        private final CountDownLatch answers;
        private final AtomicBoolean told;
        private final List<Sent> sent = new ArrayList<>();

        Sender(String gateway, String session, int bytes, CountDownLatch answers, AtomicBoolean told) {
            this.gateway = gateway;
            this.session = session;
            this.bytes = bytes;
            this.answers = answers;
            this.told = told;
        }

        List<Sent> onOneConnection() throws IOException {
            try (RawConnection connection = RawConnection.open(gateway, PATIENCE)) {
                while (!told.get()) {
                    post(connection);
                }
            }
            return sent;
        }

        List<Sent> onManyConnections() throws IOException {
            while (!told.get()) {
                try (RawConnection connection = RawConnection.open(gateway, PATIENCE)) {
                    post(connection);
                }
            }
            return sent;
        }

        private void post(RawConnection connection) {
            Batch batch = new Batch(session, sent.size(), bytes);
            try {
                Optional<Answer> answer = connection.post("/rrweb/v1/batch", "application/json", batch.body());
                sent.add(answer.map(given -> new Sent(batch, given.status(), given.body()))
                        .orElse(new Sent(batch, UNANSWERED, "the connection was closed instead")));
                if (answer.isEmpty() || answer.get().isLast()) {
                    told.set(true);
                }
            } catch (IOException e) {
                sent.add(new Sent(batch, UNANSWERED, e.toString()));
                told.set(true);
            }
            answers.countDown();
        }
    }
}
