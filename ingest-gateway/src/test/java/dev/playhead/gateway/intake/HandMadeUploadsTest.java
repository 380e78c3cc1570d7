// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import static dev.playhead.gateway.intake.Uploads.ANYTHING;
import static dev.playhead.gateway.intake.Uploads.RECEIVED_AT_MS;
import static dev.playhead.gateway.intake.Uploads.bytes;
import static dev.playhead.gateway.intake.Uploads.utf8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.gateway.intake.LogEntry.Recording;
import dev.playhead.gateway.intake.LogEntry.Rum;
import dev.playhead.gateway.intake.LogEntry.Unusable;
import dev.playhead.schemas.v1.BodyEncoding;
import dev.playhead.schemas.v1.Client;
import dev.playhead.schemas.v1.Segment;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What SDKs do not send, or seldom. */
class HandMadeUploadsTest {

    private static final IntakeLimits LIMITS = IntakeLimits.DEFAULT;
    private static final byte[] SEGMENT = Uploads.zlib(utf8("{\"records\":[]}"));
    private static final String EVENT = """
            {"application":{"id":"shop"},"session":{"id":"s1"},"view":{"id":"v1"},"index_in_view":0}""";

    @ParameterizedTest
    @CsvSource({
        "app_id, '', BAD_ID",
        "session_id, '', BAD_ID",
        "session_id, a:b, BAD_ID",
        "session_id, .., BAD_ID",
        "view_id, '', BAD_ID",
        "view_id, a/b, BAD_ID",
        "index_in_view, '', MALFORMED",
        "index_in_view, -1, MALFORMED",
        "index_in_view, 1.5, MALFORMED",
        "index_in_view, 4294967296, MALFORMED",
    })
    void aGuanceSegmentMustSayWhoseItIsAndWhere(String field, String value, RejectReason reason) {
        Map<String, byte[]> parts = Uploads.guance(SEGMENT, Map.of(field, value));
        assertThat(refusal(GuanceIntake.replay(LIMITS), Uploads.form(parts))).isEqualTo(reason);
    }

    @Test
    void whatASegmentOnlyClaimsMayBeNonsense() throws MalformedBodyException {
        Map<String, byte[]> parts =
                Uploads.guance(SEGMENT, Map.of("start", "soon", "records_count", "-3", "has_full_snapshot", "perhaps"));
        Segment segment = segment(GuanceIntake.replay(LIMITS).read(Uploads.form(parts)));
        assertThat(segment.getStartMs()).isNull();
        assertThat(segment.getRecords()).isNull();
        assertThat(segment.getHasFullSnapshot()).isNull();
    }

    @Test
    void aGuanceFormWithoutSegmentIsMalformedAndOneWithAnEmptySegmentEmpty() {
        Map<String, byte[]> parts = Uploads.guance(new byte[0], Map.of());
        assertThat(refusal(GuanceIntake.replay(LIMITS), Uploads.form(parts))).isEqualTo(RejectReason.EMPTY);
        parts.remove("segment");
        assertThat(refusal(GuanceIntake.replay(LIMITS), Uploads.form(parts))).isEqualTo(RejectReason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "1", "{} {}", "", "{\"application\":1,\"index_in_view\":0}"})
    void aDatadogEventMustBeOneObjectWithIds(String event) {
        Map<String, byte[]> parts = Map.of("segment", SEGMENT, "event", utf8(event));
        assertThat(refusal(DatadogIntake.replay(LIMITS), Uploads.form(parts)))
                .isIn(RejectReason.MALFORMED, RejectReason.BAD_ID);
    }

    @Test
    void aDatadogEventNestedPastTheLimitIsTooDeep() {
        byte[] event = utf8("[".repeat(600) + "]".repeat(600));
        assertThat(refusal(DatadogIntake.replay(LIMITS), Uploads.form(Map.of("segment", SEGMENT, "event", event))))
                .isEqualTo(RejectReason.TOO_DEEP);
    }

    @Test
    void theEventMayStandBeforeTheSegment() throws MalformedBodyException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("event", utf8(EVENT));
        parts.put("segment", SEGMENT);
        Segment segment = segment(DatadogIntake.replay(LIMITS).read(Uploads.form(parts)));
        assertThat(segment.getSession()).isEqualTo("s1");
        assertThat(bytes(segment.getBody())).isEqualTo(SEGMENT);
    }

    @Test
    void theUrlSaysWhichDatadogSdkItWas() throws MalformedBodyException {
        Upload form = Uploads.form(Map.of("segment", SEGMENT, "event", utf8(EVENT)));
        Upload upload = new Upload(
                "/",
                Map.of(
                        "dd-evp-origin", "browser",
                        "dd-evp-origin-version", "5.35.1",
                        "ddtags", "sdk_version:5.35.1,env:dev,service:shop,version:1:2,broken"),
                form.contentType(),
                null,
                form.body(),
                ANYTHING,
                Client::new,
                RECEIVED_AT_MS);
        Segment segment = segment(DatadogIntake.replay(LIMITS).read(upload));
        assertThat(List.of(segment.getSdkName(), segment.getSdkVersion(), segment.getService()))
                .containsExactly("browser", "5.35.1", "shop");
        assertThat(List.of(segment.getEnv(), segment.getVersion())).containsExactly("dev", "1:2");
    }

    @Test
    void aCanvasImageIsNeverTakenForASegment() throws MalformedBodyException {
        Upload image = Uploads.form(
                Map.of("image", SEGMENT, "event", utf8("{\"application\":{\"id\":\"shop\"},\"type\":\"resource\"}")));
        assertThat(DatadogIntake.replay(LIMITS).read(image))
                .isEqualTo(new Reading(List.of(), List.of(Reading.Ignored.IMAGE), null));
    }

    @Test
    void aLargeSegmentIsSplitIntoPartsThatCarryTheChecksumOfTheWhole() throws MalformedBodyException {
        byte[] body = new byte[2 * LIMITS.recordBytes() + 1];
        new Random(7).nextBytes(body);
        body[0] = 0x78;
        body[1] = (byte) 0x9c;
        List<LogEntry> entries =
                Uploads.found(GuanceIntake.replay(LIMITS).read(Uploads.form(Uploads.guance(body, Map.of()))));
        CRC32C checksum = new CRC32C();
        checksum.update(body);
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (int i = 0; i < entries.size(); i++) {
            Segment part = ((Recording) entries.get(i)).segment();
            assertThat(part.getPart()).isEqualTo(i);
            assertThat(part.getParts()).isEqualTo(3);
            assertThat(part.getEncoding()).isEqualTo(BodyEncoding.ZLIB);
            assertThat(part.getCrc32c()).isEqualTo((int) checksum.getValue());
            joined.writeBytes(bytes(part.getBody()));
        }
        assertThat(joined.toByteArray()).isEqualTo(body);
    }

    @Test
    void anRrwebBatchNeedsNoPageAndNoSequence() throws MalformedBodyException {
        Segment segment = segment(RrwebIntake.batches(LIMITS).read(Uploads.json("""
                        {"events":[{"type":4}],"packed":null,"user":{"id":"u"},"sessionId":"s1","appId":"shop"}""")));
        assertThat(segment.getView()).isEqualTo("main");
        assertThat(segment.getIndex()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"appId\":\"a\",\"sessionId\":\"s\",\"events\":[]}|EMPTY",
                "{\"appId\":\"a\",\"sessionId\":\"s\"}|EMPTY",
                "{\"appId\":\"a\",\"events\":[1]}|BAD_ID",
                "{\"appId\":\"a\",\"sessionId\":\"s/s\",\"events\":[1]}|BAD_ID",
                "{\"appId\":\"a\",\"sessionId\":\"s\",\"pageId\":\"\",\"events\":[1]}|BAD_ID",
                "{\"appId\":7,\"sessionId\":\"s\",\"events\":[1]}|MALFORMED",
                "{\"appId\":\"a\",\"sessionId\":\"s\",\"seq\":-1,\"events\":[1]}|MALFORMED",
                "{\"appId\":\"a\",\"sessionId\":\"s\",\"seq\":99999999999,\"events\":[1]}|MALFORMED",
                "{\"appId\":\"a\",\"sessionId\":\"s\",\"events\":{}}|MALFORMED",
                "{\"appId\":\"a\",\"sessionId\":\"s\",\"sessionId\":\"t\",\"events\":[1]}|MALFORMED",
                "{\"appId\":\"a\",\"sessionId\":\"s\",\"events\":[1]}x|MALFORMED",
                "{\"appId\":\"a\",\"sessionId\":\"s\",\"events\":[1]|MALFORMED",
                "[]|MALFORMED",
                "~~|MALFORMED",
            })
    void anRrwebBatchThatCanNeverBeRightIsRefused(String body, RejectReason reason) {
        assertThat(refusal(RrwebIntake.batches(LIMITS), Uploads.json(body))).isEqualTo(reason);
    }

    @Test
    void aDeflatedBatchIsKeptAsSentAndACutOneRefused() throws MalformedBodyException {
        byte[] body = Uploads.zlib(utf8("{\"appId\":\"a\",\"sessionId\":\"s\",\"events\":[1]}"));
        Upload upload =
                new Upload("/", Map.of(), "application/json", "deflate", body, ANYTHING, Client::new, RECEIVED_AT_MS);
        Segment segment = segment(RrwebIntake.batches(LIMITS).read(upload));
        assertThat(segment.getEncoding()).isEqualTo(BodyEncoding.ZLIB);
        assertThat(bytes(segment.getBody())).isEqualTo(body);

        Upload cut = new Upload(
                "/",
                Map.of(),
                "text/plain",
                "deflate",
                Arrays.copyOf(body, body.length - 3),
                ANYTHING,
                Client::new,
                RECEIVED_AT_MS);
        assertThat(refusal(RrwebIntake.batches(LIMITS), cut)).isEqualTo(RejectReason.CORRUPT);
    }

    @ParameterizedTest
    @CsvSource({"gzip, CORRUPT", "deflate, CORRUPT", "br, UNKNOWN_FORMAT"})
    void aContentEncodingMustBeTrue(String encoding, RejectReason reason) {
        byte[] body = utf8("{\"appId\":\"a\",\"sessionId\":\"s\",\"events\":[1]}");
        assertThat(refusal(
                        RrwebIntake.batches(LIMITS),
                        new Upload("/", Map.of(), null, encoding, body, ANYTHING, Client::new, RECEIVED_AT_MS)))
                .isEqualTo(reason);
    }

    @Test
    void aBombIsTooLarge() {
        byte[] bomb = Uploads.zlib(utf8(" ".repeat(64 << 20)));
        assertThat(refusal(RrwebIntake.batches(LIMITS), Uploads.of(null, bomb))).isEqualTo(RejectReason.TOO_LARGE);
        assertThat(refusal(DatadogIntake.rum(LIMITS), Uploads.of(null, bomb))).isEqualTo(RejectReason.TOO_LARGE);
    }

    @Test
    void aRumBatchOfSeveralSessionsIsTakenApartAndItsBadLinesSetAside() throws MalformedBodyException {
        String first = datadog("s1", 1);
        String second = datadog("s2", 2);
        String third = datadog("s1", 3);
        byte[] body = utf8(String.join("\n", first, "not json", second, third, datadog("../..", 4)));
        List<LogEntry> entries = Uploads.found(DatadogIntake.rum(LIMITS).read(Uploads.of("text/plain", body)));

        assertThat(entries).hasSize(4);
        assertThat(((Rum) entries.get(0)).key().text()).isEqualTo("shop:s1");
        assertThat(bytes(((Rum) entries.get(0)).batch().getBody())).isEqualTo(utf8(first + "\n" + third + "\n"));
        assertThat(((Rum) entries.get(1)).key().text()).isEqualTo("shop:s2");
        assertThat(bytes(((Rum) entries.get(1)).batch().getBody())).isEqualTo(utf8(second + "\n"));
        assertThat(entries.subList(2, 4))
                .allSatisfy(entry -> assertThat(entry).isInstanceOfSatisfying(Unusable.class, bad -> {
                    assertThat(bad.letter().getReason()).isEqualTo("bad_id");
                    assertThat(bad.letter().getSourceTopic()).isNull();
                    assertThat(bad.letter().getDetail()).doesNotContain("json");
                }));
    }

    @Test
    void aRumBatchLargerThanARecordIsSpreadOverSeveral() throws MalformedBodyException {
        IntakeLimits small = new IntakeLimits(LIMITS.segment(), LIMITS.rum(), 20, 1_000, 10, 1, 100);
        String large = datadog("s1", 9).replace("}}", "},\"context\":\"" + "x".repeat(100) + "\"}");
        byte[] body = utf8(String.join("\n", datadog("s1", 1), datadog("s1", 2), large, large, large));
        List<LogEntry> entries = Uploads.found(DatadogIntake.rum(small).read(Uploads.of(null, body)));
        assertThat(entries).hasSize(4);
        assertThat(entries.subList(0, 2)).allMatch(Rum.class::isInstance);
        assertThat(((Unusable) entries.get(2)).letter().getReason()).isEqualTo("too_large");
        assertThat(((Unusable) entries.get(3)).letter().getDetail()).startsWith("2 more");
    }

    @ParameterizedTest
    @CsvSource({"'', EMPTY", "rubbish, BAD_ID", "{}, BAD_ID"})
    void aRumBatchWithoutOneIdentifiedEventIsRefused(String body, RejectReason reason) {
        assertThat(refusal(DatadogIntake.rum(LIMITS), Uploads.of(null, utf8(body))))
                .isEqualTo(reason);
        assertThat(refusal(GuanceIntake.rum(LIMITS), Uploads.of(null, utf8(body))))
                .isEqualTo(reason);
    }

    @Test
    void aRumBatchOfTooManySessionsIsTooLarge() {
        IntakeLimits two = new IntakeLimits(LIMITS.segment(), LIMITS.rum(), 20, 1_000, 2, 1, 1_000);
        byte[] body = utf8(String.join("\n", datadog("s1", 1), datadog("s2", 2), datadog("s3", 3)));
        assertThat(refusal(DatadogIntake.rum(two), Uploads.of(null, body))).isEqualTo(RejectReason.TOO_LARGE);
    }

    private static String datadog(String session, int date) {
        return "{\"type\":\"view\",\"date\":%d,\"application\":{\"id\":\"shop\"},\"session\":{\"id\":\"%s\"}}"
                .formatted(date, session);
    }

    private static Segment segment(Reading reading) {
        assertThat(Uploads.found(reading)).hasSize(1);
        return ((Recording) Uploads.found(reading).getFirst()).segment();
    }

    private static RejectReason refusal(Intake intake, Upload upload) {
        return requireNonNull(catchThrowableOfType(MalformedBodyException.class, () -> intake.read(upload)))
                .reason();
    }
}
