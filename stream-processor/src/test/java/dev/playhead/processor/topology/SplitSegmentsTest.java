// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.playhead.processor.topology.RecordedTraffic.Received;
import dev.playhead.schemas.v1.BodyEncoding;
import dev.playhead.schemas.v1.Client;
import dev.playhead.schemas.v1.DeadLetter;
import dev.playhead.schemas.v1.MissingSegments;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.SourceFormat;
import dev.playhead.testkit.Property;
import dev.playhead.testkit.Published;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments that come in parts become what they would have been in one record. */
class SplitSegmentsTest {

    private static final String KEY = "shop:s1";
    private static final long RECEIVED_MS = 1_795_440_000_000L;
    private static final long T = 1_795_439_000_000L;
    private static final int SHUFFLES = Property.tries(40);

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
    void partsBecomeWhatTheWholeWouldHaveBeen() {
        receive(whole(0, 3), whole(1, 5));
        driver.sumUp();
        Published expected = driver.published();

        close();
        driver = new SessionDriver(stateDir.resolve("again"));
        receive(whole(0, 3));
        receive(parts(1, 5, 3));
        driver.sumUp();
        Published published = driver.published();
        assertThat(published.entries()).isEqualTo(expected.entries());
        assertThat(published.sessions()).isEqualTo(expected.sessions());
        long bytes = whole(1, 5).getBody().remaining();
        assertThat(published.refs().values())
                .extracting(SegmentRef::getId, SegmentRef::getPart, SegmentRef::getParts, SegmentRef::getRecords)
                .containsExactly(
                        tuple("v1:0", 0, 1, 3), tuple("v1:1", 0, 3, 5), tuple("v1:1", 1, 3, 5), tuple("v1:1", 2, 3, 5));
        assertThat(published.refs().values().stream().skip(1))
                .extracting(SegmentRef::getBytes)
                .containsOnly(bytes);
    }

    @Test
    void eachPartIsReferredToWhereItLies() {
        List<Segment> parts = parts(0, 4, 3);
        receive(parts.get(2), parts.get(0));
        assertThat(driver.refs()).isEmpty();
        receive(parts.get(1));
        assertThat(driver.refs())
                .extracting(SegmentRef::getPart, SegmentRef::getOffset)
                .containsExactly(tuple(0, 1L), tuple(1, 2L), tuple(2, 0L));
    }

    @Test
    void orderDuplicatesAndInterleavingChangeNothing() {
        List<Segment> once = new ArrayList<>();
        once.addAll(parts(0, 4, 3));
        once.addAll(parts(1, 2, 2));
        once.addAll(parts(1, 6, 4)); // another variant, which wins
        once.addAll(parts(1, 6, 2)); // the same bytes, cut otherwise
        once.addAll(parts(3, 3, 3).subList(0, 2)); // one part never comes
        once.addAll(parts(4, "{\"events\":[", 2));
        once.add(whole(5, 2));
        Segment fromElsewhere = parts(0, 4, 3).get(1);
        fromElsewhere.setClient(new Client("SE", "Firefox", null, null));
        once.add(fromElsewhere);
        receive(once);
        driver.sumUp();
        Published expected = driver.published();
        assertThat(expected.session().getMissing())
                .extracting(MissingSegments::getFromIndex, MissingSegments::getReason)
                .containsExactly(tuple(2, "LOST"), tuple(3, "PART_LOST"), tuple(4, "REJECTED"));

        Property.forAll(SHUFFLES, random -> shuffledWithDuplicates(once, random), shuffled -> {
            close();
            driver = new SessionDriver(stateDir);
            for (Segment segment : shuffled) {
                receive(segment);
            }
            driver.sumUp();
            Published published = driver.published();
            assertThat(published.entries()).isEqualTo(expected.entries());
            assertThat(published.sessions()).isEqualTo(expected.sessions());
        });
    }

    @Test
    void aHoleSaysWhetherNothingOrSomethingCameUntilTheRestFillsIt() {
        List<Segment> parts = parts(1, 3, 2);
        receive(whole(0, 1), whole(3, 1), parts.get(1));
        assertThat(holes()).containsExactly(tuple(1, "PART_LOST"), tuple(2, "LOST"));
        receive(parts.get(0));
        assertThat(holes()).containsExactly(tuple(2, "LOST"));
        receive(whole(2, 1));
        assertThat(holes()).isEmpty();
    }

    @Test
    void whatIsWholeAndCannotBeReadIsSetAside() {
        receive(whole(0, 1));
        receive(parts(1, "no recording at all", 2));
        assertThat(driver.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo("malformed");
            assertThat(letter.getSourceOffset()).isEqualTo(2);
        });
        assertThat(holes()).containsExactly(tuple(1, "REJECTED"));
        receive(parts(1, "no recording at all", 2).get(0));
        assertThat(driver.deadLetters()).as("a duplicate says it again").hasSize(1);
    }

    @Test
    void partsOfTwoVariantsAreNeverJoined() {
        receive(
                whole(0, 1),
                parts(1, 3, 2).get(0),
                parts(1, 4, 2).get(1),
                parts(1, 3, 3).get(1));
        driver.refs();
        assertThat(holes()).containsExactly(tuple(1, "PART_LOST"));
        assertThat(driver.deadLetters()).isEmpty();
        receive(parts(1, 3, 2).get(1));
        assertThat(driver.refs()).extracting(SegmentRef::getParts).containsExactly(2, 2);
        assertThat(holes()).isEmpty();
    }

    @Test
    void partsThatDoNotFitTogetherWaitForThoseOfALaterUpload() {
        List<Segment> parts = parts(0, 3, 2);
        Segment cutElsewhere = parts(0, 3, 2).get(0);
        byte[] shorter = StoredBody.bytes(cutElsewhere.getBody());
        cutElsewhere.setBody(ByteBuffer.wrap(shorter, 0, shorter.length - 1));
        receive(cutElsewhere, parts.get(1));
        assertThat(driver.deadLetters()).extracting(DeadLetter::getReason).containsExactly("corrupt");
        receive(parts);
        assertThat(driver.refs()).hasSize(4);
        assertThat(holes()).isEmpty();
    }

    @Test
    void aLateDuplicateBringsEverythingOutAgainAndKeepsNoBytes() {
        List<Segment> parts = parts(0, 200, 4);
        receive(parts);
        int entries = driver.entries().size();
        assertThat(entries).isEqualTo(200);
        driver.refs();
        long kept = driver.bytesOfParts();

        receive(parts.get(2));
        assertThat(driver.entries()).hasSize(entries);
        assertThat(driver.refs())
                .extracting(SegmentRef::getPart, SegmentRef::getOffset)
                .containsExactly(tuple(0, 0L), tuple(1, 1L), tuple(2, 4L), tuple(3, 3L));
        assertThat(driver.bytesOfParts()).isEqualTo(kept);
        driver.passAtOnce(SessionDriver.SPLIT.keepIncomplete().plusHours(1));
        assertThat(driver.bytesOfParts()).as("what was read is not forgotten").isEqualTo(kept);
        assertThat(holes()).isEmpty();
    }

    @Test
    void partsDoNotWaitForEver() {
        List<Segment> parts = parts(1, 3, 2);
        receive(whole(0, 1), parts.get(0));
        assertThat(driver.bytesOfParts()).isGreaterThan(parts.get(0).getBody().remaining());
        driver.passAtOnce(SessionDriver.SPLIT.keepIncomplete().minusMinutes(1));
        assertThat(driver.bytesOfParts()).isPositive();
        driver.passAtOnce(Duration.ofMinutes(2));
        assertThat(driver.bytesOfParts()).isZero();
        receive(parts.get(1));
        assertThat(driver.refs()).hasSize(1);
        assertThat(holes()).containsExactly(tuple(1, "PART_LOST"));
        receive(parts.get(0));
        assertThat(holes()).as("all of them again").isEmpty();
    }

    @Test
    void whatIsTooLargeIsNotJoined() {
        receive(whole(0, 1));
        receive(parts(1, "x".repeat(SessionDriver.SPLIT.maxBytes() + 1), 4));
        assertThat(driver.deadLetters()).extracting(DeadLetter::getReason).containsExactly("too_large");
        assertThat(holes()).containsExactly(tuple(1, "REJECTED"));
        assertThat(driver.bytesOfParts()).isLessThan(1_000);
    }

    private void receive(Segment... segments) {
        receive(List.of(segments));
    }

    private void receive(List<Segment> segments) {
        segments.forEach(segment -> driver.receive(new Received(KEY, segment)));
    }

    /** Only after something was received: a summary is published when something changed. */
    private List<Tuple> holes() {
        driver.sumUp();
        List<SessionSummary> summaries = driver.summaries();
        return summaries.getLast().getMissing().stream()
                .map(hole -> tuple(hole.getFromIndex(), hole.getReason()))
                .toList();
    }

    private static List<Segment> shuffledWithDuplicates(List<Segment> once, RandomGenerator random) {
        List<Segment> shuffled = new ArrayList<>(once);
        once.stream().filter(segment -> random.nextInt(3) == 0).forEach(shuffled::add);
        Collections.shuffle(shuffled, Random.from(random));
        return shuffled;
    }

    private static Segment whole(int index, int clicks) {
        return parts(index, clicks, 1).getFirst();
    }

    private static List<Segment> parts(int index, int clicks, int parts) {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < clicks; i++) {
            events.append(i == 0 ? "" : ",")
                    .append("{\"type\":3,\"timestamp\":%d,\"data\":{\"source\":2,\"type\":2,\"id\":%d,\"x\":1,\"y\":2}}"
                            .formatted(T + 1_000L * index + i, index));
        }
        return parts(index, "{\"events\":[" + events + "]}", parts);
    }

    private static List<Segment> parts(int index, String body, int parts) {
        byte[] bytes = body.getBytes(UTF_8);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        List<Segment> split = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int from = (int) ((long) bytes.length * part / parts);
            int to = (int) ((long) bytes.length * (part + 1) / parts);
            split.add(Segment.newBuilder()
                    .setApp("shop")
                    .setSession("s1")
                    .setView("v1")
                    .setIndex(index)
                    .setPart(part)
                    .setParts(parts)
                    .setFormat(SourceFormat.RRWEB)
                    .setEncoding(BodyEncoding.IDENTITY)
                    .setReceivedAtMs(RECEIVED_MS)
                    .setCrc32c((int) crc.getValue())
                    .setBody(ByteBuffer.wrap(bytes, from, to - from).slice())
                    .build());
        }
        return split;
    }
}
