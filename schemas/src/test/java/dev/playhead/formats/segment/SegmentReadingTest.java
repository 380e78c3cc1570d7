// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.formats.facts.SegmentFacts.PageUrl;
import dev.playhead.formats.facts.SegmentFacts.Point;
import dev.playhead.formats.facts.SegmentFacts.RecordedMarker;
import dev.playhead.formats.facts.SegmentFacts.Spot;
import dev.playhead.formats.facts.Traits;
import dev.playhead.testkit.Uploads;
import dev.playhead.timeline.TimeSpan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of segments, record by record. */
class SegmentReadingTest {

    private static final long T = 1_795_438_671_000L;

    @ParameterizedTest
    @CsvSource({
        "0,false,false", // Mutation
        "1,true,true", // MouseMove
        "3,true,true", // Scroll
        "4,false,false", // ViewportResize
        "5,true,true", // Input
        "6,true,true", // TouchMove
        "7,true,true", // MediaInteraction
        "8,false,false", // StyleSheetRule
        "9,true,false", // PointerInteraction, CanvasMutation
        "10,false,false", // Font
        "11,false,false", // Log
        "12,false,true", // Drag
        "13,false,false", // StyleDeclaration
        "14,false,false", // Selection
        "15,false,false", // AdoptedStyleSheet
        "16,false,false", // CustomElement
    })
    void aSourceIsActivityOrNot(int source, boolean inBrowserSdk, boolean inRrweb) {
        String record = incremental("\"source\":%d".formatted(source));
        assertThat(activity(browserSdk(record))).isEqualTo(inBrowserSdk ? List.of(TimeSpan.at(T)) : List.of());
        assertThat(activity(rrweb(record))).isEqualTo(inRrweb ? List.of(TimeSpan.at(T)) : List.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aMouseInteractionIsActivityUnlessScriptsFireIt(int interaction) {
        String record = incremental("\"source\":2,\"type\":%d,\"id\":1".formatted(interaction));
        boolean focusOrBlur = interaction == 5 || interaction == 6;
        assertThat(activity(browserSdk(record)).isEmpty()).isEqualTo(focusOrBlur);
        assertThat(activity(rrweb(record)).isEmpty()).isEqualTo(focusOrBlur);
    }

    @Test
    void anInputThatNoUserTriggeredIsNeitherActivityNorMarker() {
        SegmentFacts scripted =
                rrweb(incremental("\"source\":5,\"id\":1,\"text\":\"x\",\"isChecked\":false,\"userTriggered\":false"));
        assertThat(activity(scripted)).isEmpty();
        assertThat(scripted.markers()).isEmpty();
        assertThat(activity(rrweb(incremental("\"source\":5,\"id\":1,\"userTriggered\":true"))))
                .hasSize(1);
        assertThat(activity(browserSdk(incremental("\"source\":5,\"id\":1,\"isChecked\":true"))))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void aBatchOfMovesCoversItsOffsets(int source) {
        String record = incremental(
                "\"positions\":[{\"x\":1,\"y\":1,\"id\":1,\"timeOffset\":-480.5},{\"timeOffset\":-20}],\"source\":%d"
                        .formatted(source));
        TimeSpan covered = new TimeSpan(T - 481, T);
        assertThat(activity(browserSdk(record))).containsExactly(covered);
        assertThat(activity(rrweb(record))).containsExactly(covered);
    }

    @Test
    void anOffsetInTheFutureOrBeyondTimeAddsNothing() {
        assertThat(activity(rrweb(incremental("\"source\":1,\"positions\":[{\"timeOffset\":50}]"))))
                .containsExactly(TimeSpan.at(T));
        assertThat(activity(rrweb(incremental("\"source\":1,\"positions\":[{\"timeOffset\":-1e300}]"))))
                .containsExactly(TimeSpan.at(T));
    }

    @ParameterizedTest
    @CsvSource({
        "0,false",
        "1,false",
        "2,false",
        "3,false",
        "4,false",
        "5,false",
        "6,false",
        "7,false",
        "8,false",
        "9,false",
        "10,false",
        "11,false",
        "12,true",
        "13,true",
        "14,false",
        "15,false",
        "99,false"
    })
    void aChangeIsActivityWhereItSetsAnInput(int operation, boolean isActivity) {
        SegmentFacts facts = browserSdk(change("[[11,0],[%d,[30,108]]]".formatted(operation)));
        assertThat(activity(facts).isEmpty()).isNotEqualTo(isActivity);
        assertThat(facts.stateful()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "4", "6", "7", "8", "9"})
    void otherRecordsAreNoActivity(String type) {
        assertThat(activity(browserSdk("{\"type\":%s,\"data\":{},\"timestamp\":%d}".formatted(type, T))))
                .isEmpty();
    }

    @Test
    void fieldsComeInAnyOrderAndTimesAreFloored() {
        SegmentFacts facts = rrweb("""
                {"data":{"positions":[{"timeOffset":-5}],"source":1},"timestamp":%d.9,"type":3},
                {"timestamp":%d.2,"data":{"href":"http://h/","width":1},"type":4}""".formatted(T, T + 10));
        assertThat(facts.startMs()).isEqualTo(T);
        assertThat(facts.endMs()).isEqualTo(T + 10);
        assertThat(facts.firstUrl()).isEqualTo(new PageUrl(T + 10, "http://h/"));
        assertThat(activity(facts)).containsExactly(new TimeSpan(T - 5, T));
    }

    @Test
    void timesNeedNotBeSorted() {
        SegmentFacts facts = rrweb(incremental(T + 9, "\"source\":3"), incremental(T - 9, "\"source\":3"));
        assertThat(facts.startMs()).isEqualTo(T - 9);
        assertThat(facts.endMs()).isEqualTo(T + 9);
    }

    @Test
    void unknownRecordsAreCountedAndNeverFatal() {
        SegmentFacts facts = browserSdk(
                "{\"type\":99,\"timestamp\":%d,\"data\":{\"source\":1}}".formatted(T + 5),
                "{\"timestamp\":%d}".formatted(T),
                "{\"type\":3,\"data\":{\"source\":3}}",
                "{\"type\":4,\"timestamp\":1e300}",
                "null",
                "[[]]",
                incremental("\"source\":3"));
        assertThat(facts.records()).isEqualTo(7);
        assertThat(facts.unknownRecords()).isEqualTo(6);
        assertThat(facts.endMs()).isEqualTo(T + 5);
        assertThat(activity(facts)).containsExactly(TimeSpan.at(T));
    }

    @Test
    void aSegmentWithoutRecordsIsEmptyAndOneWithoutTimesIsMalformed() {
        assertThat(reason(BrowserSdkSegment.read(Uploads.body("{\"records\":[]}"))))
                .isEqualTo(RejectReason.EMPTY);
        assertThat(reason(RrwebBatch.read(Uploads.body("{}")))).isEqualTo(RejectReason.EMPTY);
        assertThat(reason(RrwebBatch.read(Uploads.body("{\"events\":[{\"type\":4}]}"))))
                .isEqualTo(RejectReason.MALFORMED);
        assertThat(reason(BrowserSdkSegment.read(Uploads.body("[]")))).isEqualTo(RejectReason.MALFORMED);
        assertThat(reason(BrowserSdkSegment.read(Uploads.body("{\"records\":[%s]}{}".formatted(input(1))))))
                .isEqualTo(RejectReason.MALFORMED);
    }

    @Test
    void fullSnapshotsAreOfTypeTwo() {
        String v1 = "{\"type\":2,\"data\":{\"node\":{\"id\":1,\"childNodes\":[]}},\"timestamp\":%d}";
        SegmentFacts facts = browserSdk(v1.formatted(T + 1), v1.formatted(T));
        assertThat(facts.fullSnapshotsMs()).containsExactly(T + 1, T);
        assertThat(facts.stateful()).isFalse();
        SegmentFacts v7 = browserSdk(
                "{\"type\":2,\"format\":1,\"data\":[[11,0],[1,[null,\"#document\"]]],\"timestamp\":%d}".formatted(T));
        assertThat(v7.fullSnapshotsMs()).containsExactly(T);
        assertThat(v7.stateful()).isTrue();
        assertThat(activity(v7)).isEmpty();
    }

    @Test
    void theFirstChangeOfAViewIsAFullSnapshotWhereNoneCameBefore() {
        String records = "%s,%s".formatted(change("[[1,[null,\"#document\"]]]"), change("[[4,[1,2]]]"));
        assertThat(inView(0, records).fullSnapshotsMs()).containsExactly(T);
        assertThat(inView(1, records).fullSnapshotsMs()).isEmpty();
        String snapshot = "{\"type\":2,\"format\":1,\"data\":[],\"timestamp\":%d}".formatted(T);
        assertThat(inView(0, snapshot + "," + records).fullSnapshotsMs()).containsExactly(T);
    }

    @Test
    void aClickIsAMarker() {
        String click = incremental("\"source\":2,\"type\":2,\"id\":7,\"x\":10.4,\"y\":-3");
        RecordedMarker expected = RecordedMarker.of(MarkerKind.CLICK, 1, T, "click", "{\"id\":7,\"x\":10,\"y\":-3}");
        String other = incremental("\"source\":2,\"type\":1,\"id\":7");
        assertThat(browserSdk(other, click).markers()).containsExactly(expected);
        assertThat(rrweb(other, click).markers())
                .as("rrweb leaves it to its readers to find frustrations")
                .containsExactly(new RecordedMarker(
                        MarkerKind.CLICK,
                        1,
                        T,
                        "click",
                        "{\"id\":7,\"x\":10,\"y\":-3}",
                        new Spot(7, new Point(10, -3))));
    }

    @Test
    void eachFrustrationOfARecordIsAMarker() {
        String record = """
                {"type":9,"timestamp":%d,"data":{"frustrationTypes":["rage_click","../x",7,"dead_click","rage_click"],\
                "recordIds":[16,19]}}""".formatted(T);
        assertThat(browserSdk(record).markers())
                .containsExactly(
                        RecordedMarker.of(MarkerKind.FRUSTRATION, 0, T, "rage_click", "{}"),
                        RecordedMarker.of(MarkerKind.FRUSTRATION, 0, T, "dead_click", "{}"));
        assertThat(browserSdk("{\"type\":9,\"timestamp\":5,\"data\":{\"frustrationTypes\":\"rage_click\"}}")
                        .markers())
                .isEmpty();
    }

    @Test
    void aRunOfInputsOnOneNodeIsOneMarker() {
        SegmentFacts facts = rrweb(input(7), incremental("\"source\":3"), input(7), input(8), input(8), input(7));
        assertThat(facts.markers()).extracting(RecordedMarker::position).containsExactly(0, 3, 5);
        assertThat(facts.markers()).extracting(RecordedMarker::label).containsOnly("input");
    }

    @Test
    void aRunOfInputChangesIsOneMarkerToo() {
        SegmentFacts facts = browserSdk(
                change("[[12,[7,1]]]"),
                change("[[11,0],[12,[7,2]]]"),
                change("[[12,[7,3],[8,4]]]"),
                change("[[12,[8,5]]]"),
                change("[[13,[9,0]]]"));
        assertThat(facts.markers()).extracting(RecordedMarker::position).containsExactly(0, 2);
        assertThat(facts.markers()).extracting(RecordedMarker::attributes).containsExactly("{\"id\":7}", "{\"id\":8}");
    }

    @Test
    void consoleErrorsOfRrwebAreErrors() {
        SegmentFacts facts = rrweb(
                console("error", "\"\\\"Uncaught Error: it broke\\\\nat x\\\"\""),
                console("error", "\"\\\"slow\\\"\",\"{\\\"ms\\\":9}\",\"3\""),
                console("warn", "\"\\\"fine\\\"\""));
        assertThat(facts.markers())
                .extracting(RecordedMarker::kind)
                .containsExactly(MarkerKind.ERROR, MarkerKind.ERROR);
        assertThat(facts.markers())
                .extracting(RecordedMarker::label)
                .containsExactly("Uncaught Error: it broke", "slow {\"ms\":9} 3");
        assertThat(facts.markers().getFirst().attributes()).contains("\"level\":\"error\"", "\"trace\":");
        assertThat(activity(facts)).isEmpty();
    }

    @Test
    void theSameNumberIsFocusInBrowserSdks() {
        assertThat(browserSdk(console("error", "\"\\\"x\\\"\"")).markers()).isEmpty();
    }

    @Test
    void customEventsOfRrwebKeepTheirPayload() {
        SegmentFacts facts = rrweb(
                "{\"type\":5,\"data\":{\"payload\":{\"url\":\"u\",\"a\":{\"b\":[1,{\"c\":null}]},\"token\":\"s\"},\"tag\":\"view\"},\"timestamp\":%d}"
                        .formatted(T),
                "{\"type\":5,\"data\":{\"tag\":\"n\",\"payload\":3},\"timestamp\":%d}".formatted(T));
        assertThat(facts.markers())
                .containsExactly(
                        RecordedMarker.of(
                                MarkerKind.CUSTOM, 0, T, "view", "{\"url\":\"u\",\"a.b\":\"[1,{\\\"c\\\":null}]\"}"),
                        RecordedMarker.of(MarkerKind.CUSTOM, 1, T, "n", "{\"payload\":3}"));
    }

    @Test
    void aLabelIsCut() {
        SegmentFacts facts = rrweb(console("error", "\"\\\"%s\\\"\"".formatted("x".repeat(9_000))));
        assertThat(facts.markers().getFirst().label()).hasSize(2_048).endsWith("…");
    }

    @Test
    void rrwebKnowsTheUser() {
        assertThat(user("{\"email\":\"e\",\"id\":7,\"plan\":\"free\",\"name\":null}"))
                .isEqualTo(Traits.ofUser("7", null, "e", "{\"user.plan\":\"free\"}"));
        assertThat(user("\"u-1\"")).isEqualTo(Traits.ofUser("u-1", null, null, null));
        assertThat(user("null")).isNull();
        assertThat(user("[]")).isNull();
    }

    @Test
    void packedEventsAreReadLikeOthers() {
        String plain = incremental("\"source\":3");
        assertThat(rrweb(packed(plain), plain)).isEqualTo(rrweb(plain, plain));
    }

    @Test
    void manySmallBombsAreOneBigBomb() {
        BodyLimits limits = new BodyLimits(128 << 20, 10, 512);
        String small = packed(incremental("\"pad\":\"%s\"".formatted(" ".repeat(900_000))));
        byte[] one = "{\"events\":[%s]}".formatted(small).getBytes(StandardCharsets.UTF_8);
        byte[] two = "{\"events\":[%s,%s]}".formatted(small, small).getBytes(StandardCharsets.UTF_8);
        facts(RrwebBatch.read(new Body(one, Body.Encoding.IDENTITY, limits)));
        assertThat(reason(RrwebBatch.read(new Body(two, Body.Encoding.IDENTITY, limits))))
                .isEqualTo(RejectReason.TOO_LARGE);
    }

    @Test
    void aPackedEventThatIsNoneIsRejected() {
        assertThat(rejectedEvent("\"plain text\"")).isEqualTo(RejectReason.CORRUPT);
        assertThat(rejectedEvent(packed("[".repeat(600)))).isEqualTo(RejectReason.TOO_DEEP);
        assertThat(rejectedEvent(packed(""))).isEqualTo(RejectReason.MALFORMED);
        assertThat(rejectedEvent(packed("{}{}"))).isEqualTo(RejectReason.MALFORMED);
    }

    private static RejectReason rejectedEvent(String event) {
        return reason(RrwebBatch.read(Uploads.body("{\"events\":[%s]}".formatted(event))));
    }

    private static String incremental(String data) {
        return incremental(T, data);
    }

    private static String incremental(long atMs, String data) {
        return "{\"type\":3,\"data\":{%s},\"timestamp\":%d}".formatted(data, atMs);
    }

    private static String input(int node) {
        return incremental("\"source\":5,\"text\":\"***\",\"id\":%d".formatted(node));
    }

    private static String change(String changes) {
        return "{\"type\":12,\"data\":%s,\"timestamp\":%d}".formatted(changes, T);
    }

    private static String console(String level, String arguments) {
        return "{\"type\":6,\"data\":{\"plugin\":\"rrweb/console@1\",\"payload\":{\"level\":\"%s\",\"trace\":[\"t\"],\"payload\":[%s]}},\"timestamp\":%d}"
                .formatted(level, arguments, T);
    }

    /** As {@code @rrweb/packer} does: a JSON text whose characters are the bytes of a zlib stream. */
    private static String packed(String event) {
        Deflater deflater = new Deflater();
        deflater.setInput(event.getBytes(StandardCharsets.UTF_8));
        deflater.finish();
        byte[] out = new byte[10_000];
        int length = deflater.deflate(out);
        deflater.end();
        String characters = new String(out, 0, length, StandardCharsets.ISO_8859_1);
        return characters.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining("", "\"", "\""));
    }

    private static @Nullable Traits user(String user) {
        return facts(RrwebBatch.read(Uploads.body("{\"events\":[%s],\"user\":%s}".formatted(input(1), user))))
                .traits();
    }

    private static SegmentFacts inView(int index, String records) {
        return facts(BrowserSdkSegment.read(
                Uploads.body("{\"records\":[%s],\"index_in_view\":%d}".formatted(records, index))));
    }

    private static SegmentFacts browserSdk(String... records) {
        return facts(BrowserSdkSegment.read(Uploads.body("{\"records\":[%s]}\n".formatted(String.join(",", records)))));
    }

    private static SegmentFacts rrweb(String... events) {
        return facts(RrwebBatch.read(Uploads.body("{\"events\":[%s]}".formatted(String.join(",", events)))));
    }

    private static List<TimeSpan> activity(SegmentFacts facts) {
        return facts.activity().spans();
    }

    private static SegmentFacts facts(Decoded<SegmentFacts> decoded) {
        return switch (decoded) {
            case Decoded.Facts<SegmentFacts>(SegmentFacts facts) -> facts;
            case Decoded.Rejected<SegmentFacts>(RejectReason reason, String detail) ->
                throw new AssertionError("%s: %s".formatted(reason, detail));
        };
    }

    private static RejectReason reason(Decoded<SegmentFacts> decoded) {
        return switch (decoded) {
            case Decoded.Facts<SegmentFacts> facts -> throw new AssertionError(facts);
            case Decoded.Rejected<SegmentFacts> rejected -> rejected.reason();
        };
    }
}
