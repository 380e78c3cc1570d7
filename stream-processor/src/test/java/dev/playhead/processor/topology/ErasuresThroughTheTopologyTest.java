// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.playhead.processor.topology.RecordedTraffic.Received;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.BodyEncoding;
import dev.playhead.schemas.v1.Control;
import dev.playhead.schemas.v1.ControlAction;
import dev.playhead.schemas.v1.DeadLetter;
import dev.playhead.schemas.v1.RumBatch;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SourceFormat;
import dev.playhead.testkit.Published;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An erasure is a fact: whatever came before it is gone, and whatever comes after it stays out. */
class ErasuresThroughTheTopologyTest {

    private static final SessionKey ERASED = new SessionKey("shop", "s1");
    private static final SessionKey OTHER = new SessionKey("shop", "s2");
    private static final long T = 1_795_439_000_000L;
    private static final Duration UNTIL_FORGOTTEN = Duration.ofHours(26);

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
    void nothingIsLeftOfASessionAndEveryTopicThatReadersFollowSaysSo() {
        driver.receive(everyKindOfRecord(ERASED));
        driver.sumUp();
        assertThat(driver.told().values())
                .allSatisfy(values -> assertThat(values).isNotEmpty().allMatch(Optional::isPresent));

        driver.erase(ERASED);
        assertThat(driver.told().values()).containsOnly(List.of(Optional.empty()));
        assertNothingIsKeptButTheErasure();

        driver.pass(UNTIL_FORGOTTEN);
        assertThat(driver.told().values()).containsOnly(List.of());
        assertThat(driver.ended()).isEmpty();
        assertThat(driver.entriesOf(SessionTopology.SESSION_DEADLINES)).isZero();
        assertThat(count("playhead.processor.sessions.erased")).isEqualTo(1);
    }

    @Test
    void theErasureMayComeBeforeAnyRecordOfTheSessionAfterAllOfThemOrInBetween() {
        List<Received> records = everyKindOfRecord(ERASED);
        for (int before = 0; before <= records.size(); before++) {
            close();
            driver = new SessionDriver(stateDir.resolve("after" + before));
            driver.receive(records.subList(0, before));
            driver.erase(ERASED);
            driver.receive(records.subList(before, records.size()));
            driver.sumUp();
            assertThat(driver.told().values())
                    .as("after %d records", before)
                    .allSatisfy(values -> assertThat(values.getLast()).isEmpty());
            assertNothingIsKeptButTheErasure();
        }
    }

    @Test
    void whatComesLateIsCountedAndNeitherReadNorSetAside() {
        driver.erase(ERASED);
        driver.told();
        driver.receive(everyKindOfRecord(ERASED));
        driver.receive(new Received(ERASED.text(), of(ERASED, RecordedTraffic.rrweb(9, "{\"events\":"))));
        driver.sumUp();

        assertThat(driver.told().values()).containsOnly(List.of());
        assertThat(driver.deadLetters()).isEmpty();
        assertThat(refused("segment")).isEqualTo(4);
        assertThat(refused("rum_batch")).isEqualTo(1);
        assertThat(count("playhead.processor.segments.decoded")).isZero();
        assertNothingIsKeptButTheErasure();
    }

    @Test
    void partsThatWaitedForTheirRestAreDropped() {
        driver.receive(new Received(ERASED.text(), part(ERASED, 0)));
        assertThat(driver.bytesOfParts()).isPositive();

        driver.erase(ERASED);
        assertThat(driver.bytesOfParts()).isZero();
        driver.receive(new Received(ERASED.text(), part(ERASED, 1)));
        driver.pass(UNTIL_FORGOTTEN);
        assertThat(driver.refs()).containsOnlyNulls();
        assertNothingIsKeptButTheErasure();
    }

    @Test
    void aSecondErasureTellsTheSameAgain() {
        driver.receive(everyKindOfRecord(ERASED));
        driver.erase(ERASED);
        driver.told();
        driver.erase(ERASED);
        assertThat(driver.told().values()).containsOnly(List.of(Optional.empty()));
        assertThat(count("playhead.processor.sessions.erased")).isEqualTo(1);
        assertNothingIsKeptButTheErasure();
    }

    @Test
    void aSessionThatWasForgottenHereIsErasedWhereItIsStillShown() {
        driver.receive(everyKindOfRecord(ERASED));
        driver.pass(UNTIL_FORGOTTEN);
        assertThat(driver.entriesOf(SessionTopology.SESSION_STATE)).isZero();
        driver.told();

        driver.erase(ERASED);
        assertThat(driver.told().values()).containsOnly(List.of(Optional.empty()));
    }

    @Test
    void noOtherSessionIsTouched() {
        driver.receive(everyKindOfRecord(OTHER));
        driver.sumUp();
        Published expected = driver.published();

        close();
        driver = new SessionDriver(stateDir.resolve("again"));
        driver.receive(everyKindOfRecord(ERASED));
        driver.receive(everyKindOfRecord(OTHER));
        driver.erase(ERASED);
        driver.told();
        driver.receive(everyKindOfRecord(OTHER));
        driver.sumUp();
        assertThat(driver.published()).isEqualTo(expected);
    }

    @Test
    void whoTakesOverRefusesAsWell() {
        driver.erase(ERASED);
        SessionDriver next = SessionDriver.takingOver(driver, stateDir.resolve("next"), Guarantee.AT_LEAST_ONCE);
        close();
        driver = next;
        driver.receive(everyKindOfRecord(ERASED));
        driver.sumUp();
        assertThat(driver.told().values()).containsOnly(List.of());
    }

    @Test
    void aDecisionThatCannotBeFollowedIsSetAsideAndErasesNothing() {
        Control erasure = new Control(ERASED.app(), ERASED.session(), ControlAction.ERASE);
        driver.decide(OTHER.text(), erasure);
        driver.decide(ERASED.text(), new Control(ERASED.app(), ERASED.session(), ControlAction.UNKNOWN));
        driver.decide(ERASED.text(), null);
        driver.decide("shop:..", new Control("shop", "..", ControlAction.ERASE));

        assertThat(driver.deadLetters())
                .extracting(DeadLetter::getSourceTopic, DeadLetter::getReason)
                .containsExactly(
                        tuple("playhead.control.v1", "bad_id"),
                        tuple("playhead.control.v1", "unknown_format"),
                        tuple("playhead.control.v1", "unreadable_record"),
                        tuple("playhead.control.v1", "bad_id"));
        assertThat(driver.told().values()).containsOnly(List.of());
        assertThat(driver.entriesOf(SessionTopology.ERASED_SESSIONS)).isZero();
    }

    private void assertNothingIsKeptButTheErasure() {
        assertThat(driver.entriesOf(SessionTopology.SESSION_STATE)).isZero();
        assertThat(driver.entriesOf(SessionTopology.SESSION_MEMBERS)).isZero();
        assertThat(driver.entriesOf(SessionTopology.SEGMENT_PARTS)).isZero();
        assertThat(driver.entriesOf(SessionTopology.ERASED_SESSIONS)).isEqualTo(1);
    }

    private double count(String counter) {
        return driver.meters.get(counter).counter().count();
    }

    private double refused(String kind) {
        return driver.meters
                .get("playhead.processor.records.refused")
                .tag("kind", kind)
                .counter()
                .count();
    }

    /** A segment with a click, both parts of a split one, and a RUM batch with an error. */
    private static List<Received> everyKindOfRecord(SessionKey session) {
        return List.of(
                new Received(session.text(), of(session, RecordedTraffic.rrweb(0, clickAt(T)))),
                new Received(session.text(), part(session, 0)),
                new Received(session.text(), errorIn(session)),
                new Received(session.text(), part(session, 1)));
    }

    private static Segment of(SessionKey session, Segment segment) {
        segment.setSession(session.session());
        return segment;
    }

    private static Segment part(SessionKey session, int part) {
        Segment whole = of(session, RecordedTraffic.rrweb(1, clickAt(T + 1_000)));
        int half = whole.getBody().remaining() / 2;
        whole.setBody(
                part == 0
                        ? whole.getBody().slice(0, half)
                        : whole.getBody().slice(half, whole.getBody().remaining() - half));
        whole.setPart(part);
        whole.setParts(2);
        return whole;
    }

    private static String clickAt(long atMs) {
        return """
                {"events":[{"type":3,"timestamp":%d,"data":{"source":2,"type":2,"id":5,"x":1,"y":2}}]}""".formatted(atMs);
    }

    private static RumBatch errorIn(SessionKey session) {
        String error = """
                {"type":"error","date":%d,"view":{"id":"v1"},"error":{"id":"e1","message":"boom"}}""".formatted(T);
        return RumBatch.newBuilder()
                .setApp(session.app())
                .setSession(session.session())
                .setFormat(SourceFormat.DATADOG)
                .setEncoding(BodyEncoding.IDENTITY)
                .setReceivedAtMs(RecordedTraffic.FIRST_RECEIVED_MS)
                .setBody(ByteBuffer.wrap(error.getBytes(UTF_8)))
                .build();
    }
}
