// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.deploy.CrashPoint.Place;
import dev.playhead.deploy.kafka.EmbeddedKafka;
import dev.playhead.processor.ProcessorConfig;
import dev.playhead.processor.StreamProcessor;
import dev.playhead.processor.topology.Guarantee;
import dev.playhead.schemas.Topics;
import dev.playhead.testkit.Published;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Stream threads that die in the middle of something, on a real broker: what comes out is what comes out undisturbed.
 * {@code -Dplayhead.test.crashes=N} lets more of them die.
 */
@Tag("cluster")
class CrashPointsTest {

    /** By default one at each place. */
    private static final List<Place> PLACES = List.of(Place.values());

    private static final int CRASHES = Integer.getInteger("playhead.test.crashes", Place.values().length);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String UNDISTURBED = "undisturbed";

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        kafka = EmbeddedKafka.start(data);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void whereverAThreadDiesTheSessionComesOutAsIfItHadNot(Guarantee guarantee, @TempDir Path data) throws Exception {
        Map<String, String> environment = environment(guarantee, data);
        ClusterTopics.of(environment).create();
        Topics topics = Topics.from(environment);
        try (StreamProcessor processor = StreamProcessor.start(
                        ProcessorConfig.from(environment),
                        topics,
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
                ProcessorTraffic traffic = new ProcessorTraffic(kafka.bootstrapServers(), topics, nameOf(guarantee))) {
            Published expected = undisturbed(traffic);
            for (int seed = 0; seed < CRASHES; seed++) {
                String session = session(seed);
                CrashPoint crash = crashPoint(seed);
                traffic.send(session, new Random(seed));
                assertThat(crash.isReachedWithin(PATIENCE))
                        .as("seed %d dies at %s", seed, crash.place())
                        .isTrue();
                assertThat(QueryClient.eventually(() -> traffic.published(session), expected::equals))
                        .as("seed %d, after a death at %s", seed, crash.place())
                        .isEqualTo(expected);
            }
            assertThat(QueryClient.settled(() -> all(traffic)))
                    .as("and so it stays")
                    .containsOnly(expected);
            assertThat(processor.ready()).isTrue();
        }
    }

    private static Published undisturbed(ProcessorTraffic traffic) {
        traffic.send(UNDISTURBED, new Random(0));
        QueryClient.eventually(traffic::isProcessed, processed -> processed);
        Published settled = QueryClient.settled(() -> traffic.published(UNDISTURBED));
        assertThat(settled.session().getSegments()).isEqualTo(ProcessorTraffic.segments());
        assertThat(settled.entries()).isNotEmpty();
        return settled;
    }

    private static List<Published> all(ProcessorTraffic traffic) {
        return IntStream.range(0, CRASHES)
                .mapToObj(seed -> traffic.published(session(seed)))
                .toList();
    }

    private static String session(int seed) {
        return "crash-" + seed;
    }

    /** Each place in turn, at any moment that the records certainly lead to. */
    private static CrashPoint crashPoint(int seed) {
        Place place = PLACES.get(seed % PLACES.size());
        Random random = new Random(seed);
        return CrashPoint.at(
                place,
                switch (place) {
                    case STORE, FORWARD -> 1 + random.nextInt(2 * ProcessorTraffic.segments());
                    case ROUND, COMMIT -> 1;
                });
    }

    private static String nameOf(Guarantee guarantee) {
        return guarantee.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> environment(Guarantee guarantee, Path data) {
        String name = nameOf(guarantee);
        Map<String, String> environment = new HashMap<>();
        environment.put(InstallationConfig.KAFKA, kafka.bootstrapServers());
        environment.put("PLAYHEAD_DATA", data.toString());
        environment.put("PLAYHEAD_TOPIC_PREFIX", name + '.');
        environment.put("PLAYHEAD_PROCESSOR_GUARANTEE", name);
        environment.put("PLAYHEAD_PROCESSOR_COMMIT_INTERVAL", "PT0.1S");
        environment.put("PLAYHEAD_PROCESSOR_SESSION_TIMEOUT", "PT1S");
        environment.put("PLAYHEAD_PROCESSOR_MAX_THREAD_FAILURES", "1000");
        environment.put("KAFKA_APPLICATION_ID", name);
        environment.put("KAFKA_PROCESSOR_WRAPPER_CLASS", CrashingProcessors.class.getName());
        environment.put("KAFKA_PRODUCER_INTERCEPTOR_CLASSES", CrashingProducer.class.getName());
        return environment;
    }
}
