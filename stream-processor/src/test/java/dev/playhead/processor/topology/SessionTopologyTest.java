// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.playhead.processor.topology.RecordedTraffic.Received;
import dev.playhead.schemas.v1.BodyEncoding;
import dev.playhead.schemas.v1.DeadLetter;
import dev.playhead.schemas.v1.EntryOp;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.MissingSegments;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.SourceFormat;
import dev.playhead.schemas.v1.TimelineEntry;
import dev.playhead.schemas.v1.ViewSummary;
import dev.playhead.testkit.Published;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the topology makes of records that are wrong, late, doubled or at odds with one another. */
class SessionTopologyTest {

    private static final String KEY = "shop:s1";
    private static final long RECEIVED_MS = 1_795_440_000_000L;
    private static final long T = 1_795_439_000_000L;

    @TempDir
    private Path stateDir;

    private SessionDriver driver;

    @BeforeEach
    void open() {
        driver = new SessionDriver(stateDir);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void anUnreadableSegmentIsSetAsideAndNamedUntilAReadableOneComes() {
        receive(clicks(0, T), segment(1, "{\"events\":"), clicks(2, T + 2_000));

        assertThat(driver.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo("malformed");
            assertThat(letter.getSourceTopic()).isEqualTo("playhead.segments.v1");
            assertThat(letter.getSourceOffset()).isEqualTo(1);
        });
        assertThat(summary().getMissing()).containsExactly(new MissingSegments("v1", 1, 1, T, T + 2_000, "REJECTED"));

        receive(clicks(1, T + 1_000));
        SessionSummary whole = summary();
        assertThat(whole.getMissing()).isEmpty();
        assertThat(whole.getCompleteness()).isEqualTo(1.0);
    }

    @Test
    void aViewOfWhichNothingCouldBeReadIsStillAViewOfTheSession() {
        receive(clicks(0, T), clicks(1, T + 9_000), inView("v0", segment(2, "{\"events\":")));
        SessionSummary summary = summary();
        assertThat(summary.getViews())
                .extracting(ViewSummary::getId, ViewSummary::getStartMs, ViewSummary::getEndMs)
                .containsExactly(tuple("v0", T, T), tuple("v1", T, T + 9_000));
        assertThat(summary.getCompleteness()).isEqualTo(2.0 / 3);
    }

    @Test
    void aViewWasReceivedWhenTheEarliestOfWhatNamesItWas() {
        receive(at(RECEIVED_MS + 5, clicks(0, T)), at(RECEIVED_MS + 2, clicks(1, T + 1_000)));
        receive(at(RECEIVED_MS + 9, inView("v0", segment(2, "{\"events\":"))), at(RECEIVED_MS + 5, clicks(0, T)));
        assertThat(summary().getViews())
                .extracting(ViewSummary::getId, ViewSummary::getReceivedAtMs, ViewSummary::getRecorded)
                .containsExactly(tuple("v0", RECEIVED_MS + 9, false), tuple("v1", RECEIVED_MS + 2, true));
    }

    @Test
    void aHoleOfASessionWideSequenceBelongsToTheViewBeforeIt() {
        receive(clicks(0, T), inView("v2", clicks(3, T + 3_000)));
        assertThat(summary().getMissing()).containsExactly(new MissingSegments("v1", 1, 2, T, T + 3_000, "LOST"));
    }

    @Test
    void aPartThatCannotBeIsSetAside() {
        Segment part = clicks(1, T);
        part.setParts(2);
        part.setPart(2);
        Segment none = clicks(2, T);
        none.setParts(0);
        receive(clicks(0, T), part, none);
        assertThat(driver.deadLetters()).extracting(DeadLetter::getReason).containsExactly("malformed", "malformed");
    }

    @Test
    void bytesThatAreNoRecordAreSetAsideAndTheStreamGoesOn() {
        close();
        // the driver throws away what a transaction holds when a record is skipped; Kafka does not
        driver = new SessionDriver(stateDir.resolve("again"), Guarantee.AT_LEAST_ONCE);
        driver.receiveBytes(KEY, "not Avro at all".getBytes(UTF_8));
        receive(clicks(0, T));
        assertThat(driver.deadLetters())
                .extracting(DeadLetter::getReason, DeadLetter::getSourceTopic, DeadLetter::getSourceOffset)
                .containsExactly(tuple("unreadable_record", "playhead.segments.v1", 0L));
        assertThat(driver.refs()).hasSize(1);
        assertThat(driver.meters
                        .get("playhead.processor.dead.letters.written")
                        .tag("reason", "unreadable_record")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void whatDoesNotBelongWhereItLiesIsSetAside() {
        Segment damaged = clicks(0, T);
        damaged.setCrc32c(damaged.getCrc32c() + 1);
        Segment unknown = clicks(1, T);
        unknown.setFormat(SourceFormat.UNKNOWN);
        Segment negative = clicks(2, T);
        negative.setIndex(-1);
        Segment nowhere = clicks(3, T);
        nowhere.setView("../etc");
        driver.receive(new Received("shop:other", clicks(5, T)));
        receive(damaged, unknown, negative, nowhere);
        assertThat(driver.deadLetters())
                .extracting(DeadLetter::getReason)
                .containsExactly("bad_id", "corrupt", "unknown_format", "malformed", "bad_id");
        assertThat(driver.refs()).isEmpty();
        driver.sumUp();
        assertThat(driver.summaries()).as("nothing says when this was").isEmpty();
    }

    @Test
    void oneBadEventLosesNothingButItself() {
        driver.receive(new Received(
                KEY,
                RumBatch.newBuilder()
                        .setApp("shop")
                        .setSession("s1")
                        .setFormat(SourceFormat.DATADOG)
                        .setEncoding(BodyEncoding.IDENTITY)
                        .setReceivedAtMs(RECEIVED_MS)
                        .setBody(ByteBuffer.wrap((error("e1", T) + "\n{oops\n" + error("e2", T + 1)).getBytes(UTF_8)))
                        .build()));
        assertThat(driver.deadLetters()).extracting(DeadLetter::getReason).containsExactly("malformed");
        assertThat(driver.entries()).extracting(TimelineEntry::getId).containsExactly("e1", "e2");
        assertThat(summary().getErrors()).isEqualTo(2);
    }

    @Test
    void theLargerVariantWinsInEitherOrder() {
        Segment small = clicks(0, T, T + 10);
        Segment large = clicks(0, T + 5, T + 15, T + 20);

        receive(small, large);
        driver.sumUp();
        Published smallFirst = driver.published();
        assertThat(smallFirst.ofKind(MarkerKind.CLICK))
                .extracting(TimelineEntry::getAtMs)
                .containsExactly(T + 5, T + 15, T + 20);
        assertThat(smallFirst.refs().values())
                .extracting(SegmentRef::getRecords)
                .containsExactly(3);
        assertThat(smallFirst.session().getStartMs())
                .as("the loser's activity counts")
                .isEqualTo(T);

        close();
        driver = new SessionDriver(stateDir.resolve("again"));
        receive(large, small);
        driver.sumUp();
        assertThat(driver.published()).isEqualTo(smallFirst);
    }

    @Test
    void aDuplicateIsPublishedAgainWithEverythingThatItWithdraws() {
        Segment small = clicks(0, T);
        Segment large = clicks(0, T + 5, T + 15);
        receive(small, large);
        driver.refs();
        driver.entries();

        receive(large);
        assertThat(driver.refs()).hasSize(1);
        assertThat(driver.entries())
                .extracting(TimelineEntry::getOp, TimelineEntry::getAtMs)
                .containsExactly(tuple(EntryOp.DELETE, T), tuple(EntryOp.PUT, T + 5), tuple(EntryOp.PUT, T + 15));
    }

    @Test
    void theFirstReceiveTimeOfAnEventIsToldAgainUnchanged() {
        Segment later = clicks(0, T);
        later.setReceivedAtMs(RECEIVED_MS + 60_000);
        receive(clicks(0, T), later);
        assertThat(driver.entries())
                .extracting(TimelineEntry::getReceivedAtMs)
                .containsExactly(RECEIVED_MS, RECEIVED_MS);
        assertThat(driver.refs()).extracting(SegmentRef::getAnchorMs).containsOnly(RECEIVED_MS);
        assertThat(summary().getLastReceivedMs()).isEqualTo(RECEIVED_MS + 60_000);
    }

    @Test
    void manyChangesMakeOneSummaryAndNoChangeMakesNone() {
        receive(clicks(0, T), clicks(1, T + 1_000), clicks(2, T + 2_000));
        driver.sumUp();
        assertThat(driver.summaries()).hasSize(1);
        driver.sumUp();
        assertThat(driver.summaries()).isEmpty();
    }

    @Test
    void aFullRoundLeavesTheRestToTheNext() {
        close();
        driver = new SessionDriver(stateDir.resolve("narrow"), new SummarySchedule(Duration.ofMillis(200), 2));
        List<String> sessions = List.of("a", "b", "c", "d", "e");
        for (String session : sessions) {
            Segment segment = clicks(0, T);
            segment.setSession(session);
            driver.receive(new Received("shop:" + session, segment));
        }
        driver.sumUp();
        assertThat(driver.summaries()).hasSize(2);
        driver.sumUp();
        driver.sumUp();
        assertThat(driver.summaries()).hasSize(3);
    }

    private void receive(Segment... segments) {
        for (Segment segment : segments) {
            driver.receive(new Received(KEY, segment));
        }
    }

    private SessionSummary summary() {
        driver.sumUp();
        return driver.summaries().getLast();
    }

    private static Segment at(long receivedMs, Segment segment) {
        segment.setReceivedAtMs(receivedMs);
        return segment;
    }

    private static Segment inView(String view, Segment segment) {
        segment.setView(view);
        return segment;
    }

    /** A batch of clicks on one page. */
    private static Segment clicks(int index, long... atMs) {
        String events = LongStream.of(atMs)
                .mapToObj(
                        "{\"type\":3,\"timestamp\":%d,\"data\":{\"source\":2,\"type\":2,\"id\":5,\"x\":1,\"y\":2}}"
                                ::formatted)
                .collect(Collectors.joining(","));
        return segment(index, "{\"events\":[" + events + "]}");
    }

    private static Segment segment(int index, String body) {
        return RecordedTraffic.rrweb(index, body);
    }

    private static String error(String id, long atMs) {
        return """
                {"type":"error","date":%d,"view":{"id":"v1"},"error":{"id":"%s","message":"boom"}}""".formatted(atMs, id);
    }
}
