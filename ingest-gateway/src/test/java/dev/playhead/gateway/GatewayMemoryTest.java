// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway;

import static dev.playhead.gateway.RunningGateways.RRWEB;
import static dev.playhead.gateway.RunningGateways.assertProblem;
import static dev.playhead.gateway.RunningGateways.batch;
import static dev.playhead.gateway.RunningGateways.connect;
import static dev.playhead.gateway.RunningGateways.post;
import static dev.playhead.gateway.RunningGateways.readStatus;
import static dev.playhead.gateway.RunningGateways.to;
import static dev.playhead.gateway.RunningGateways.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.gateway.intake.LogEntry;
import dev.playhead.schemas.v1.Segment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What uploads may hold of memory and for how long, over a real server. */
@Timeout(60)
class GatewayMemoryTest {

    private static final int MIB = 1 << 20;
    /** What nobody holds is gone after the first, unless a worker has not quite returned. */
    private static final int COLLECTIONS = 1_000;

    private static final String SENTRY = "/api/42/envelope/";
    private static final String POSTHOG_RECORDING = """
            [{"event":"$snapshot","properties":{"token":"shop","$session_id":"s1","$snapshot_data":[{"type":5}]}}]
            """;

    private final RunningGateways gateways = new RunningGateways();

    /** Uploads that Kafka has not acknowledged. */
    private final ConcurrentLinkedQueue<CompletableFuture<Void>> unacknowledged = new ConcurrentLinkedQueue<>();

    private final Semaphore appended = new Semaphore(0);

    @AfterEach
    void close() {
        unacknowledged.forEach(upload -> upload.complete(null));
        gateways.close();
    }

    @Test
    void aLargeBodyWaitsUntilThereIsRoom() throws Exception {
        Gateway gateway = gateways.start(oneLargeBody(), this::neverAcknowledged);
        CompletableFuture<HttpResponse<String>> first = gateways.sendAsync(post(gateway, RRWEB, large(MIB)));
        appended.acquire();
        CompletableFuture<HttpResponse<String>> second = gateways.sendAsync(post(gateway, RRWEB, large(MIB)));
        awaitWaiting(1);
        assertThat(gateways.metrics.scrape()).contains("playhead_gateway_bodies_held_bytes{size=\"large\"} 1048576");
        acknowledgeOne();
        assertThat(first.get().statusCode()).isEqualTo(202);
        appended.acquire();
        acknowledgeOne();
        assertThat(second.get().statusCode()).isEqualTo(202);
        awaitHeld(0);
    }

    @Test
    void aBodyThatDoesNotSayItsLengthWaitsLikeALargeOne() throws Exception {
        Gateway gateway = gateways.start(oneLargeBody(), this::neverAcknowledged);
        CompletableFuture<HttpResponse<String>> first = gateways.sendAsync(post(gateway, RRWEB, large(MIB)));
        appended.acquire();
        byte[] body = large(300 << 10).getBytes(StandardCharsets.US_ASCII);
        CompletableFuture<HttpResponse<String>> second = gateways.sendAsync(
                to(gateway, RRWEB).POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(List.of(body)))));
        awaitWaiting(1);
        acknowledgeOne();
        appended.acquire();
        acknowledgeOne();
        assertThat(first.get().statusCode()).isEqualTo(202);
        assertThat(second.get().statusCode()).isEqualTo(202);
        assertThat(gateways.stored.getLast())
                .isInstanceOfSatisfying(
                        LogEntry.Recording.class,
                        stored -> assertThat(stored.bytes()).isEqualTo(body.length));
    }

    @Test
    void aLargeBodyThatGetsNoRoomInTimeIsPutOffAndSmallOnesAreTaken() throws Exception {
        Gateway gateway =
                gateways.start(with(oneLargeBody(), "PLAYHEAD_GATEWAY_ROOM_WAIT", "PT0.2S"), this::neverAcknowledged);
        CompletableFuture<HttpResponse<String>> first = gateways.sendAsync(post(gateway, RRWEB, large(MIB)));
        appended.acquire();
        HttpResponse<String> putOff = gateways.send(post(gateway, RRWEB, large(300 << 10)));
        assertProblem(putOff, 503, "no_room");
        assertThat(putOff.headers().firstValue("Retry-After")).isPresent();
        CompletableFuture<HttpResponse<String>> small = gateways.sendAsync(batch(gateway));
        appended.acquire();
        acknowledgeOne();
        acknowledgeOne();
        assertThat(first.get().statusCode()).isEqualTo(202);
        assertThat(small.get().statusCode()).isEqualTo(202);
        assertThat(gateways.metrics.scrape())
                .contains("playhead_gateway_uploads_postponed_total{reason=\"no_room\"} 1");
    }

    @Test
    void moreLargeBodiesThanMayWaitArePutOffAtOnce() throws Exception {
        Gateway gateway =
                gateways.start(with(oneLargeBody(), "PLAYHEAD_GATEWAY_WAITING_BODIES", "1"), this::neverAcknowledged);
        CompletableFuture<HttpResponse<String>> first = gateways.sendAsync(post(gateway, RRWEB, large(MIB)));
        appended.acquire();
        CompletableFuture<HttpResponse<String>> second = gateways.sendAsync(post(gateway, RRWEB, large(MIB)));
        awaitWaiting(1);
        assertProblem(gateways.send(post(gateway, RRWEB, large(300 << 10))), 503, "no_room");
        acknowledgeOne();
        appended.acquire();
        acknowledgeOne();
        assertThat(first.get().statusCode()).isEqualTo(202);
        assertThat(second.get().statusCode()).isEqualTo(202);
    }

    /** Each holds its announcement only. */
    @Test
    void slowSendersHoldOnlyWhatTheyHaveSent() throws Exception {
        Gateway gateway = gateways.start(Map.of("PLAYHEAD_GATEWAY_SMALL_BODIES_BYTES", Integer.toString(MIB)));
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                Socket socket = connect(gateway);
                sockets.add(socket);
                write(socket, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n{".formatted(RRWEB));
            }
            awaitHeld(50);
            assertThat(gateways.send(batch(gateway)).statusCode()).isEqualTo(202);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        awaitHeld(0);
    }

    @Test
    void smallBodiesThatFillTheirRoomArePutOff() throws Exception {
        Gateway gateway = gateways.start(
                Map.of("PLAYHEAD_GATEWAY_SMALL_BODIES_BYTES", Integer.toString(MIB)), this::neverAcknowledged);
        List<CompletableFuture<HttpResponse<String>>> taken = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            taken.add(gateways.sendAsync(post(gateway, RRWEB, large(200 << 10))));
        }
        appended.acquire(5);
        assertProblem(gateways.send(post(gateway, RRWEB, large(200 << 10))), 503, "no_room");
        for (int i = 0; i < 5; i++) {
            acknowledgeOne();
        }
        for (CompletableFuture<HttpResponse<String>> answer : taken) {
            assertThat(answer.get().statusCode()).isEqualTo(202);
        }
    }

    @Test
    void aSenderThatGoesAwayLeavesItsPlace() throws Exception {
        Gateway gateway = gateways.start(oneLargeBody(), this::neverAcknowledged);
        CompletableFuture<HttpResponse<String>> first = gateways.sendAsync(post(gateway, RRWEB, large(MIB)));
        appended.acquire();
        try (Socket waits = connect(gateway)) {
            write(waits, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n".formatted(RRWEB));
            awaitWaiting(1);
        }
        awaitWaiting(0);
        acknowledgeOne();
        assertThat(first.get().statusCode()).isEqualTo(202);
        awaitHeld(0);
    }

    @Test
    void whatInflatesWhollyHasRoomForOneLargest() throws Exception {
        AtomicInteger reading = new AtomicInteger();
        Gateway gateway =
                gateways.start(Map.of("PLAYHEAD_GATEWAY_MAX_INFLATED_BYTES", Integer.toString(8 * MIB)), entries -> {
                    reading.incrementAndGet();
                    return gateways.store(entries);
                });
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        byte[] bomb = gzip(new byte[64 * MIB]);
        for (int i = 0; i < 20; i++) {
            answers.add(gateways.sendAsync(to(gateway, "/s/").POST(BodyPublishers.ofByteArray(bomb))));
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertProblem(answer.get(), 413, "too_large");
        }
        assertThat(reading).hasValue(0);
    }

    /** The room for it is free by then, and the next one is let in. */
    @Test
    void whatWasInflatedIsNotHeldUntilItIsAcknowledged() throws Exception {
        AtomicReference<WeakReference<byte[]>> inflated = new AtomicReference<>();
        Gateway gateway = gateways.start(Map.of(), entries -> {
            Segment segment = ((LogEntry.Recording) entries.getFirst()).segment();
            inflated.set(new WeakReference<>(segment.getBody().array()));
            return acknowledgedLater();
        });
        byte[] upload = gzip(POSTHOG_RECORDING.getBytes(StandardCharsets.US_ASCII));
        CompletableFuture<HttpResponse<String>> answer =
                gateways.sendAsync(to(gateway, "/s/").POST(BodyPublishers.ofByteArray(upload)));
        appended.acquire();
        for (int i = 0; i < COLLECTIONS && !inflated.get().refersTo(null); i++) {
            System.gc();
        }
        assertThat(inflated.get().refersTo(null)).isTrue();
        acknowledgeOne();
        assertThat(answer.get().statusCode()).isEqualTo(200);
    }

    /** Its SDK would record no more. */
    @Test
    void anUploadOfSentrysIsHeldUntilKafkaIsBack() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        Gateway gateway = gateways.start(Map.of(), entries -> {
            if (tries.incrementAndGet() < 4) {
                return CompletableFuture.failedFuture(new IOException("no leader"));
            }
            return gateways.store(entries);
        });
        assertThat(gateways.send(post(gateway, SENTRY, replay())).statusCode()).isEqualTo(200);
        assertThat(tries).hasValue(4);
        tries.set(0);
        assertProblem(gateways.send(batch(gateway)), 503, "unacknowledged");
        assertThat(tries).hasValue(1);
    }

    @Test
    void anUploadOfSentrysIsPutOffInTheEnd() throws Exception {
        Gateway gateway = gateways.start(
                Map.of("PLAYHEAD_GATEWAY_HOLD", "PT1S"),
                _ -> CompletableFuture.failedFuture(new IOException("no leader")));
        assertProblem(gateways.send(post(gateway, SENTRY, replay())), 503, "unacknowledged");
    }

    @Test
    void aDrainingGatewayHoldsNothingBack() throws Exception {
        Gateway gateway = gateways.start(Map.of("PLAYHEAD_GATEWAY_HOLD", "PT50S"), _ -> {
            appended.release();
            return CompletableFuture.failedFuture(new IOException("no leader"));
        });
        CompletableFuture<HttpResponse<String>> answer = gateways.sendAsync(post(gateway, SENTRY, replay()));
        appended.acquire(2);
        gateway.close();
        assertProblem(answer.get(), 503, "unacknowledged");
    }

    @Test
    void aBodyThatDoesNotArriveGivesItsRoomBack() throws Exception {
        Gateway gateway = gateways.start(Map.of("PLAYHEAD_GATEWAY_BODY_TIMEOUT", "PT0.2S"));
        try (Socket socket = connect(gateway)) {
            write(socket, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n{".formatted(RRWEB));
            assertThat(readStatus(socket)).isEqualTo("HTTP/1.1 503 Service Unavailable");
        }
        awaitHeld(0);
        assertThat(gateways.metrics.scrape())
                .contains("playhead_gateway_uploads_postponed_total{reason=\"slow_body\"} 1");
    }

    private CompletableFuture<?> neverAcknowledged(List<LogEntry> entries) {
        gateways.stored.addAll(entries);
        return acknowledgedLater();
    }

    private CompletableFuture<?> acknowledgedLater() {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        unacknowledged.add(acknowledged);
        appended.release();
        return acknowledged;
    }

    private void acknowledgeOne() {
        unacknowledged.remove().complete(null);
    }

    private void awaitWaiting(int bodies) {
        awaitGauge("playhead.gateway.bodies.waiting", bodies);
    }

    private void awaitHeld(int bytes) {
        while (gateways.metrics.get("playhead.gateway.bodies.held").gauges().stream()
                        .mapToDouble(gauge -> gauge.value())
                        .sum()
                != bytes) {
            Thread.onSpinWait();
        }
    }

    private void awaitGauge(String name, double value) {
        while (gateways.metrics.get(name).gauge().value() != value) {
            Thread.onSpinWait();
        }
    }

    private static Map<String, String> oneLargeBody() {
        return Map.of(
                "PLAYHEAD_GATEWAY_MAX_BODY_BYTES",
                Integer.toString(MIB),
                "PLAYHEAD_GATEWAY_LARGE_BODIES_BYTES",
                Integer.toString(MIB));
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(name, value);
        return all;
    }

    private static String large(int bytes) {
        String batch = "{\"appId\":\"shop\",\"sessionId\":\"s1\",\"events\":[\"\"]}";
        return batch.replace("\"\"", "\"" + "x".repeat(bytes - batch.length()) + "\"");
    }

    private static String replay() {
        return "{}\n{\"type\":\"replay_event\"}\n{\"replay_id\":\"r1\"}\n{\"type\":\"replay_recording\",\"length\":21}\n"
                + "{\"segment_id\":0}\n[{}]";
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
