// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.formats.RrwebFormat;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.body.Decoded.Facts;
import dev.playhead.formats.body.Decoded.Rejected;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.formats.facts.SegmentFacts.Point;
import dev.playhead.formats.facts.SegmentFacts.Spot;
import dev.playhead.processor.lifecycle.Lifecycle;
import dev.playhead.processor.marker.EntryKey;
import dev.playhead.processor.row.MemberRow;
import dev.playhead.processor.row.PartSetRow;
import dev.playhead.processor.row.SessionRow;
import dev.playhead.processor.session.Cuts;
import dev.playhead.processor.session.Generated;
import dev.playhead.processor.session.Member;
import dev.playhead.processor.session.MemberId;
import dev.playhead.processor.session.Rank;
import dev.playhead.processor.session.ReceiptTimes;
import dev.playhead.processor.session.SessionState;
import dev.playhead.processor.session.Variant;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topics;
import dev.playhead.testkit.Property;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowsTest {

    private static final int TRIES = 500;

    private final RowSerde<SessionRow> sessions = new RowSerde<>(SessionRow.class);
    private final RowSerde<PartSetRow> partSets = new RowSerde<>(PartSetRow.class);
    private final RowSerde<MemberRow> members = new RowSerde<>(MemberRow.class);

    @Test
    void aSessionComesBackFromItsRowAsItWas() {
        Property.forAll(TRIES, RowsTest::session, session -> {
            byte[] bytes = Objects.requireNonNull(sessions.serialize("t", SessionRows.toRow(session)));
            SessionRow row = Objects.requireNonNull(sessions.deserialize("t", bytes));
            assertThat(SessionRows.fromRow(row)).isEqualTo(session);
        });
    }

    private static TrackedSession session(RandomGenerator random) {
        SessionState state = Generated.session(random);
        ReceiptTimes times = ReceiptTimes.first(
                random.nextLong(),
                random.nextBoolean() ? null : 7L,
                state.views().keySet());
        return new TrackedSession(
                new SessionKey("shop", "s1"),
                times.then(ReceiptTimes.first(random.nextLong(), null, Set.of())),
                new Lifecycle(random.nextBoolean(), random.nextInt()),
                state,
                Generated.cuts(random));
    }

    @Test
    void aMemberComesBackFromItsRowAsItWas() {
        Property.forAll(TRIES, random -> Generated.contribution(random).variants(), variants -> {
            for (Variant variant : variants) {
                Member member = Member.admit(null, variant, 5).member();
                assertThat(throughRow(member)).isEqualTo(member);
            }
        });
    }

    @Test
    void aSetOfPartsComesBackFromItsRowAsItWas() {
        Property.forAll(TRIES, RowsTest::partSet, set -> {
            byte[] bytes = Objects.requireNonNull(partSets.serialize("t", PartSetRows.toRow(set)));
            PartSetRow row = Objects.requireNonNull(partSets.deserialize("t", bytes));
            assertThat(PartSetRows.fromRow(row)).isEqualTo(set);
        });
    }

    private static PartSet partSet(RandomGenerator random) {
        PartSet set = PartSet.NONE;
        for (int part = 0; part <= random.nextInt(5); part++) {
            Origin origin =
                    new Origin(Generated.traits("u" + random.nextInt(3), null), Generated.traits(null, "Chrome"));
            set = set.with(part, new Place(random.nextInt(4), random.nextLong(), random.nextInt()), origin, part);
        }
        return switch (random.nextInt(3)) {
            case 0 -> set;
            case 1 -> set.read(new Rejected<>(RejectReason.CORRUPT, "cut"));
            default -> set.read(new Facts<>(Generated.facts(random)));
        };
    }

    @Test
    void theMostThatASegmentMayHaveFitsIntoARow() {
        String longest = "v".repeat(128) + '/' + "u".repeat(128) + '/';
        List<MarkerKind> kinds = List.of(
                MarkerKind.CLICK, MarkerKind.INPUT, MarkerKind.ERROR, MarkerKind.CUSTOM, MarkerKind.FRUSTRATION);
        SortedSet<EntryKey> keys = new TreeSet<>();
        SortedMap<EntryKey, Spot> spots = new TreeMap<>();
        for (MarkerKind kind : kinds) {
            for (int i = 0; i < 10_000; i++) {
                String type = kind == MarkerKind.FRUSTRATION ? '.' + "t".repeat(32) : "";
                keys.add(new EntryKey(kind, 1_795_440_000_000L + i, longest + (1_000_000 + i) + type));
            }
        }
        keys.stream()
                .filter(key -> key.kind() == MarkerKind.CLICK)
                .forEach(key -> spots.put(key, new Spot(1_000_000, new Point(1 << 24, 1 << 24))));
        Member member = new Member(
                MemberId.Kind.SEGMENT, new Rank(1, 1), "v", "v:1", 1, 1, 1, 1, keys, spots, new TreeSet<>(), false);
        byte[] bytes = Objects.requireNonNull(members.serialize("t", MemberRows.toRow(member)));
        assertThat(bytes).hasSizeLessThan(Topics.MAX_RECORD_BYTES);
        assertThat(throughRow(member)).isEqualTo(member);
    }

    @Test
    void soDoesTheMostThatIsKeptOfASegmentThatCameInParts() {
        String click =
                "{\"type\":3,\"timestamp\":1795440000000,\"data\":{\"source\":2,\"type\":2,\"id\":1000000,\"x\":1,\"y\":2}}";
        String said = "€".repeat(1_500);
        String custom = "{\"type\":5,\"timestamp\":1795440000000,\"data\":{\"tag\":\"%s\",\"payload\":{\"k\":\"%s\"}}}"
                .formatted(said, said);
        String error =
                "{\"type\":6,\"timestamp\":1795440000000,\"data\":{\"plugin\":\"rrweb/console@1\",\"payload\":{\"level\":\"error\"}}}";
        String events = IntStream.range(0, 10_500)
                .mapToObj(i -> String.join(
                        ",",
                        click,
                        custom,
                        "{\"type\":3,\"timestamp\":1795440000000,\"data\":{\"source\":5,\"id\":%d}}".formatted(i),
                        error))
                .collect(Collectors.joining(","));
        Body body =
                new Body(("{\"events\":[" + events + "]}").getBytes(UTF_8), Body.Encoding.IDENTITY, BodyLimits.DEFAULT);
        Decoded<SegmentFacts> facts = new RrwebFormat().segment(body);
        PartSet set = PartSet.NONE.read(facts);
        byte[] bytes = Objects.requireNonNull(partSets.serialize("t", PartSetRows.toRow(set)));
        assertThat(bytes).hasSizeBetween(1 << 20, Topics.MAX_RECORD_BYTES - 1);
    }

    @Test
    void rowsAreNotOverwrittenByLaterOnes() {
        SessionRow empty = SessionRows.toRow(new TrackedSession(
                new SessionKey("shop", "s1"),
                ReceiptTimes.first(1, null, Set.of()),
                Lifecycle.OPENED,
                SessionState.EMPTY,
                Cuts.NONE));
        byte[] first = Objects.requireNonNull(sessions.serialize("t", empty));
        byte[] kept = first.clone();
        members.serialize(
                "t", new MemberRow("ITEM", 1L, 2L, "v", null, 3L, 4L, 4L, 5L, "", List.of(), List.of(), false));
        assertThat(first).isEqualTo(kept);
    }

    private Member throughRow(Member member) {
        byte[] bytes = Objects.requireNonNull(members.serialize("t", MemberRows.toRow(member)));
        return MemberRows.fromRow(Objects.requireNonNull(members.deserialize("t", bytes)));
    }
}
