// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.deploy.RawConnection.Answer;
import dev.playhead.schemas.Topics;
import java.io.IOException;
import java.net.ConnectException;
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
            List<Sent> sent = sentUntilGone(environment);

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

    /** What several keep-alive connections sent, without a pause, to a gateway that is stopped meanwhile. */
    private static List<Sent> sentUntilGone(Map<String, String> environment) throws Exception {
        List<Sent> sent = new ArrayList<>();
        CountDownLatch underLoad = new CountDownLatch(ANSWERS_BEFORE);
        try (PlayheadProcess gateway = PlayheadProcess.start("gateway", environment);
                ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<List<Sent>>> sending = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                Sender sender =
                        new Sender(gateway.gateway(), "sender-" + i, i % 2 == 0 ? SMALL_BYTES : LARGE_BYTES, underLoad);
                sending.add(senders.submit(sender::sendUntilGone));
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

    /** Posts one batch after the other, on a new connection where the gateway ended the last one, until it refuses. */
    private static final class Sender {

        private final String gateway;
        private final String session;
        private final int bytes;
        private final CountDownLatch answers;
        private final List<Sent> sent = new ArrayList<>();

        Sender(String gateway, String session, int bytes, CountDownLatch answers) {
            this.gateway = gateway;
            this.session = session;
            this.bytes = bytes;
            this.answers = answers;
        }

        List<Sent> sendUntilGone() throws IOException {
            while (true) {
                try (RawConnection connection = RawConnection.open(gateway, PATIENCE)) {
                    sendWhileOpen(connection);
                } catch (ConnectException e) {
                    return sent;
                }
            }
        }

        private void sendWhileOpen(RawConnection connection) {
            boolean open = true;
            while (open) {
                Batch batch = new Batch(session, sent.size(), bytes);
                try {
                    open = !connection.isClosed() && post(connection, batch);
                } catch (IOException e) {
                    sent.add(new Sent(batch, UNANSWERED, e.toString()));
                    open = false;
                }
            }
        }

        /** Whether the gateway takes more on this connection. */
        private boolean post(RawConnection connection, Batch batch) throws IOException {
            byte[] body = batch.body();
            connection.send(RawConnection.head("/rrweb/v1/batch", "application/json", body.length));
            connection.send(body);
            Optional<Answer> answer = connection.answer();
            answers.countDown();
            sent.add(answer.map(given -> new Sent(batch, given.status(), given.body()))
                    .orElse(new Sent(batch, UNANSWERED, "the connection was closed instead")));
            return answer.isPresent() && !answer.get().isLast();
        }
    }
}
