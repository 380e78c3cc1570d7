// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import static dev.playhead.gateway.intake.Uploads.ANYTHING;
import static dev.playhead.gateway.intake.Uploads.RECEIVED_AT_MS;
import static dev.playhead.gateway.intake.Uploads.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.gateway.intake.LogEntry.Recording;
import dev.playhead.gateway.intake.LogEntry.Rum;
import dev.playhead.schemas.v1.BodyEncoding;
import dev.playhead.schemas.v1.Client;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SourceFormat;
import dev.playhead.testkit.Property;
import dev.playhead.testkit.Recordings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What real SDKs sent. What stands in the form or the header must agree with what the segment says of itself. */
class RecordedUploadsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final IntakeLimits LIMITS = IntakeLimits.DEFAULT;
    private static final String STRUCTURE = "\"\\{}[],:=\n -1e";

    @ParameterizedTest
    @ValueSource(strings = {"guance", "guance-compress", "guance-json-mask"})
    void guanceSegmentsKeepTheirBytesAndAreNamedAsTheySayThemselves(String set) throws IOException {
        for (Recordings.Request request : of(set, "/v1/write/rum/replay")) {
            Segment segment = segment(GuanceIntake.replay(LIMITS), request, SourceFormat.GUANCE);
            JsonNode said = inflated(segment);
            assertSaid(segment, said, said.path("app").path("id").asText());
            assertThat(segment.getSdkName()).isEqualTo("df_web_rum_sdk");
            assertThat(segment.getSdkVersion()).isEqualTo("3.2.27");
            assertThat(segment.getService()).isEqualTo(said.path("service").asText());
            assertThat(segment.getEnv()).isEqualTo(said.path("env").asText());
            assertThat(segment.getVersion()).isEqualTo(said.path("version").asText());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"datadog-v4", "datadog-v5", "datadog-v7", "datadog-v7-mask"})
    void datadogSegmentsKeepTheirBytesAndAreNamedAsTheySayThemselves(String set) throws IOException {
        for (Recordings.Request request : of(set, "replay")) {
            Segment segment = segment(DatadogIntake.replay(LIMITS), request, SourceFormat.DATADOG);
            JsonNode said = inflated(segment);
            assertSaid(segment, said, said.path("application").path("id").asText());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rrweb", "rrweb-gzip", "rrweb-packed"})
    void rrwebBatchesAreStoredAsSent(String set) throws IOException {
        for (Recordings.Request request : of(set, "/rrweb/v1/batch")) {
            Segment segment = segment(RrwebIntake.batches(LIMITS), request, SourceFormat.RRWEB);
            JsonNode said = inflated(segment);
            assertThat(segment.getApp()).isEqualTo(said.path("appId").asText());
            assertThat(segment.getSession()).isEqualTo(said.path("sessionId").asText());
            assertThat(segment.getView()).isEqualTo(said.path("pageId").asText());
            assertThat(segment.getIndex()).isEqualTo(said.path("seq").asInt());
            assertThat(segment.getEncoding())
                    .isEqualTo(
                            request.headers().containsKey("content-encoding")
                                    ? BodyEncoding.GZIP
                                    : BodyEncoding.IDENTITY);
            assertThat(bytes(segment.getBody())).isEqualTo(request.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"guance", "guance-compress", "guance-json-mask", "datadog-v4", "datadog-v5", "datadog-v7"})
    void rumBatchesOfOneSessionAreStoredAsSent(String set) throws MalformedBodyException {
        Set<String> truth = sessions(set);
        boolean datadog = set.startsWith("datadog");
        Intake intake = datadog ? DatadogIntake.rum(LIMITS) : GuanceIntake.rum(LIMITS);
        for (Recordings.Request request : Recordings.of(set)) {
            if (request.path().contains("replay") || !request.accepted()) {
                continue;
            }
            assertThat(Uploads.found(intake.read(Uploads.of(request))))
                    .singleElement()
                    .isInstanceOfSatisfying(Rum.class, rum -> {
                        RumBatch batch = rum.batch();
                        assertThat(truth).contains(batch.getSession());
                        assertThat(rum.key().text()).isEqualTo(batch.getApp() + ':' + batch.getSession());
                        assertThat(batch.getFormat()).isEqualTo(datadog ? SourceFormat.DATADOG : SourceFormat.GUANCE);
                        assertThat(batch.getEncoding())
                                .isEqualTo(request.body()[0] == 0x78 ? BodyEncoding.ZLIB : BodyEncoding.IDENTITY);
                        assertThat(batch.getReceivedAtMs()).isEqualTo(RECEIVED_AT_MS);
                        assertThat(bytes(batch.getBody())).isEqualTo(request.body());
                    });
        }
    }

    @Test
    void everySnapshotOfPostHogIsASegmentWithItsDataAsSent() throws IOException {
        Set<String> uuids = new HashSet<>();
        for (Recordings.Request request : of("posthog", "/s/")) {
            JsonNode events = JSON.readTree(new Body(request.body(), Body.Encoding.GZIP, BodyLimits.DEFAULT).open());
            List<LogEntry> entries =
                    Uploads.found(PostHogIntake.recordings(LIMITS).read(Uploads.of(request)));
            assertThat(entries).hasSameSizeAs(events);
            for (int i = 0; i < entries.size(); i++) {
                Segment segment = segment(entries.get(i), SourceFormat.POSTHOG);
                JsonNode properties = events.path(i).path("properties");
                assertThat(segment.getApp()).isEqualTo(properties.path("token").asText());
                assertThat(segment.getSession())
                        .isEqualTo(properties.path("$session_id").asText());
                assertThat(segment.getView())
                        .isEqualTo(properties.path("$window_id").asText());
                assertThat(segment.getUuid())
                        .isEqualTo(events.path(i).path("uuid").asText());
                assertThat(segment.getIndex()).isNull();
                assertThat(segment.getSdkVersion()).isEqualTo("1.449.2");
                assertThat(inflated(segment)).isEqualTo(properties.path("$snapshot_data"));
                uuids.add(segment.getUuid());
            }
        }
        assertThat(uuids).hasSize(29);
    }

    @Test
    void postHogsOtherEventsAreStoredAsSent() throws IOException {
        for (Recordings.Request request : of("posthog", "/e/")) {
            assertThat(Uploads.found(PostHogIntake.events(LIMITS).read(Uploads.of(request))))
                    .singleElement()
                    .isInstanceOfSatisfying(Rum.class, rum -> {
                        assertThat(sessions("posthog")).contains(rum.batch().getSession());
                        assertThat(rum.batch().getFormat()).isEqualTo(SourceFormat.POSTHOG);
                        assertThat(rum.batch().getEncoding()).isEqualTo(BodyEncoding.GZIP);
                        assertThat(bytes(rum.batch().getBody())).isEqualTo(request.body());
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({"sentry, 11, 1, ZLIB", "sentry-plain, 10, 1, IDENTITY"})
    void sentrysRecordingsAreTakenOutOfTheirEnvelopes(String set, int segments, int batches, BodyEncoding encoding)
            throws MalformedBodyException {
        List<Integer> indexes = new ArrayList<>();
        List<Rum> rum = new ArrayList<>();
        for (Recordings.Request request : of(set, "/envelope/")) {
            Reading found = SentryIntake.envelopes(LIMITS).read(Uploads.of(request));
            if (found.entries().isEmpty()) {
                continue;
            }
            Segment segment = segment(found.entries().getFirst(), SourceFormat.SENTRY);
            assertThat(segment.getApp()).isEqualTo("42");
            assertThat(sessions(set)).contains(segment.getSession());
            assertThat(segment.getView()).isEqualTo("main");
            assertThat(segment.getEncoding()).isEqualTo(encoding);
            assertThat(segment.getVersion()).isEqualTo("teapot-shop@1.4.2");
            assertThat(found.answer()).isEqualTo("{\"id\":\"%s\"}".formatted(segment.getSession()));
            indexes.add(segment.getIndex());
            found.entries().stream().skip(1).map(Rum.class::cast).forEach(rum::add);
        }
        assertThat(indexes)
                .containsExactlyElementsOf(IntStream.range(0, segments).boxed().toList());
        assertThat(rum).hasSize(batches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"posthog", "sentry", "sentry-plain"})
    void aDamagedUploadIsReadOrRefused(String set) {
        List<Recordings.Request> whole = Recordings.of(set).stream()
                .filter(request -> request.method().equals("POST"))
                .toList();
        Intake intake = set.equals("posthog") ? PostHogIntake.recordings(LIMITS) : SentryIntake.envelopes(LIMITS);
        Property.forAll(2_000, random -> damaged(random, whole.get(random.nextInt(whole.size()))), upload -> {
            try {
                assertThat(intake.read(upload)).isNotNull();
            } catch (MalformedBodyException e) {
                assertThat(e.detail()).hasSizeLessThan(100);
            }
        });
    }

    /** Behind its compression, where there is one: damage to that shows at once. */
    private static Upload damaged(RandomGenerator random, Recordings.Request request) {
        byte[] body = inflated(request.body());
        byte[] bytes = Arrays.copyOf(body, random.nextInt(4) == 0 ? random.nextInt(body.length) : body.length);
        for (int i = 0; i < 1 + random.nextInt(5) && bytes.length > 0; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) STRUCTURE.charAt(random.nextInt(STRUCTURE.length()));
        }
        return new Upload(
                request.path().replaceFirst("\\?.*", ""),
                Map.of(),
                "text/plain",
                null,
                bytes,
                ANYTHING,
                Client::new,
                RECEIVED_AT_MS);
    }

    private static byte[] inflated(byte[] body) {
        try {
            return new Body(body, Encodings.of(body, 0, body.length), BodyLimits.DEFAULT).readAll();
        } catch (MalformedBodyException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertSaid(Segment segment, JsonNode said, String app) {
        assertThat(segment.getApp()).isEqualTo(app);
        assertThat(segment.getSession())
                .isEqualTo(said.path("session").path("id").asText());
        assertThat(segment.getView()).isEqualTo(said.path("view").path("id").asText());
        assertThat(segment.getIndex()).isEqualTo(said.path("index_in_view").asInt(-1));
        assertThat(segment.getStartMs()).isEqualTo(said.path("start").asLong());
        assertThat(segment.getEndMs()).isEqualTo(said.path("end").asLong());
        assertThat(segment.getRecords()).isEqualTo(said.path("records_count").asInt());
        assertThat(segment.getHasFullSnapshot())
                .isEqualTo(said.path("has_full_snapshot").asBoolean());
        assertThat(segment.getEncoding()).isEqualTo(BodyEncoding.ZLIB);
    }

    private static Segment segment(Intake intake, Recordings.Request request, SourceFormat format)
            throws MalformedBodyException {
        return segment(Uploads.found(intake.read(Uploads.of(request))).getFirst(), format);
    }

    private static Segment segment(LogEntry entry, SourceFormat format) {
        assertThat(entry).isInstanceOf(Recording.class);
        Recording recording = (Recording) entry;
        Segment segment = recording.segment();
        assertThat(recording.key().text()).isEqualTo(segment.getApp() + ':' + segment.getSession());
        assertThat(segment.getFormat()).isEqualTo(format);
        assertThat(segment.getReceivedAtMs()).isEqualTo(RECEIVED_AT_MS);
        assertThat(segment.getParts()).isOne();
        CRC32C checksum = new CRC32C();
        checksum.update(segment.getBody().duplicate());
        assertThat(segment.getCrc32c()).isEqualTo((int) checksum.getValue());
        return segment;
    }

    private static JsonNode inflated(Segment segment) throws IOException {
        Body.Encoding encoding = Body.Encoding.valueOf(segment.getEncoding().name());
        return JSON.readTree(new Body(bytes(segment.getBody()), encoding, BodyLimits.DEFAULT).open());
    }

    private static Iterable<Recordings.Request> of(String set, String path) {
        var requests = Recordings.of(set).stream()
                .filter(request -> request.path().contains(path) && request.accepted())
                .toList();
        assertThat(requests).isNotEmpty();
        return requests;
    }

    private static Set<String> sessions(String set) {
        Set<String> ids = new HashSet<>();
        Recordings.truth(set)
                .path("sessions")
                .forEach(session -> ids.add(session.path("sessionId").asText()));
        return ids;
    }
}
