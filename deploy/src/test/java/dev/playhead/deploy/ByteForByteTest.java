// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.deploy.SdkSender.Delivery;
import dev.playhead.schemas.Topics;
import dev.playhead.testkit.Recordings;
import dev.playhead.testkit.Recordings.Request;
import dev.playhead.testkit.Uploads;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SDKs sent is what stands in the log: all of it, nothing else, and not a byte changed. */
@Tag("cluster")
class ByteForByteTest {

    private static final List<String> SETS = Uploads.sets();

    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final int LARGE_BYTES = 7 << 20;

    /** Those whose SDKs send again what was put off; Sentry's does not. */
    private static final List<String> RETRYING_SETS =
            SETS.stream().filter(set -> !set.startsWith("sentry")).toList();

    /** A gateway that leaves the waiting to the SDKs, with a log of its own. */
    private static final Map<String, String> IMPATIENT =
            Map.of("PLAYHEAD_GATEWAY_ACK_TIMEOUT", "PT1S", "PLAYHEAD_TOPIC_PREFIX", "impatient.");

    @Test
    void everyRecordingIsAcceptedAndStoredAsSent(@TempDir Path data) throws Exception {
        Map<String, String> environment = TruthTest.environment(data);
        List<Request> requests = new ArrayList<>(requests(SETS));
        requests.add(large());
        try (Installation installation = Installation.start(environment)) {
            assertThat(RecordedTraffic.send(installation.gateway(), requests, 4))
                    .allMatch(status -> status / 100 == 2);

            Topics topics = Topics.from(environment);
            SentBodies sent = SentBodies.of(requests);
            assertThat(TopicContents.segments(installation.kafka(), topics))
                    .containsExactlyInAnyOrderElementsOf(sent.segments());
            assertThat(TopicContents.rum(installation.kafka(), topics)).containsExactlyInAnyOrderElementsOf(sent.rum());
        }
    }

    @Test
    void aBrokerThatIsAwayForTenSecondsLosesNothing(@TempDir Path data) throws Exception {
        try (OutsideKafka kafka = OutsideKafka.start(data);
                Run waiting = Run.start(kafka.environment(Map.of()), SETS);
                Run sentAgain = Run.start(kafka.environment(IMPATIENT), RETRYING_SETS)) {
            List<Delivery> before =
                    waiting.send(ByteForByteTest::firstThird, Duration.ZERO).join();
            assertThat(before).allMatch(Delivery::isAccepted);

            var waited = waiting.send(ByteForByteTest::others, OUTAGE);
            var retried = sentAgain.send(Function.identity(), OUTAGE);
            kafka.beAwayFor(OUTAGE);

            assertThat(waited.join()).anyMatch(delivery -> delivery.took().compareTo(OUTAGE.dividedBy(2)) > 0);
            assertThat(retried.join()).anyMatch(delivery -> delivery.tries() > 1);
            assertStored(kafka, waiting, waited.join());
            assertStored(kafka, sentAgain, retried.join());
        }
    }

    /** All that was sent, some of it perhaps more than once, and nothing else. */
    private static void assertStored(OutsideKafka kafka, Run run, List<Delivery> deliveries) {
        assertThat(deliveries).filteredOn(delivery -> !delivery.isAccepted()).isEmpty();
        Topics topics = Topics.from(run.environment());
        SentBodies sent = SentBodies.of(requests(run.sets()));
        assertThat(Set.copyOf(TopicContents.segments(kafka.brokers(), topics))).isEqualTo(Set.copyOf(sent.segments()));
        assertThat(Set.copyOf(TopicContents.rum(kafka.brokers(), topics))).isEqualTo(Set.copyOf(sent.rum()));
    }

    /** A gateway, and SDKs that send to it. */
    private record Run(Map<String, String> environment, Drain gateway, SdkSender sender, List<String> sets)
            implements AutoCloseable {

        static Run start(Map<String, String> environment, List<String> sets) {
            Drain drain = new Drain(Duration.ofSeconds(10));
            Installation gateway = Installation.start(environment, Set.of(Role.GATEWAY), drain);
            return new Run(environment, drain, new SdkSender(gateway.gateway()), sets);
        }

        /** @param part which of each set's requests */
        CompletableFuture<List<Delivery>> send(Function<List<Request>, List<Request>> part, Duration spread) {
            return SdkSender.allOf(sets.stream()
                            .map(set -> sender.send(set, part.apply(Recordings.of(set)), spread))
                            .toList())
                    .thenApply(bySet -> bySet.stream().flatMap(List::stream).toList());
        }

        @Override
        public void close() {
            sender.close();
            gateway.close();
        }
    }

    private static List<Request> firstThird(List<Request> requests) {
        return requests.subList(0, requests.size() / 3);
    }

    private static List<Request> others(List<Request> requests) {
        return requests.subList(requests.size() / 3, requests.size());
    }

    private static List<Request> requests(List<String> sets) {
        return sets.stream().flatMap(set -> Recordings.of(set).stream()).toList();
    }

    /** A batch of so many bytes that the log holds it in parts. */
    private static Request large() {
        String events = "{\"type\":5,\"timestamp\":1795439000000,\"data\":{\"tag\":\"large\",\"payload\":\"%s\"}}"
                .formatted("0123456789".repeat(LARGE_BYTES / 10));
        String batch = "{\"appId\":\"shop\",\"sessionId\":\"large\",\"seq\":0,\"events\":[%s]}".formatted(events);
        return new Request(
                "POST",
                "/rrweb/v1/batch",
                Map.of("content-type", "application/json"),
                batch.getBytes(StandardCharsets.UTF_8),
                202);
    }
}
