// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.processor.marker.Entry;
import dev.playhead.processor.marker.EntryKey;
import dev.playhead.testkit.Property;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemberTest {

    private static final long RECEIVED_MS = 1_000;

    @Test
    void aMemberIsWhatWasReceivedInWhateverOrderAndHoweverOften() {
        Property.forAll(
                1_000,
                Orders::draw,
                orders -> assertThat(admitted(orders.shuffled())).isEqualTo(admitted(orders.once())));
    }

    @Test
    void theStrongerVariantsEntriesReplaceTheWeakersInEitherOrder() {
        Variant weak = variant(1, 10, 20);
        Variant strong = variant(2, 20, 30);
        Member member = admitted(List.of(weak, strong));
        assertThat(member.put()).containsExactly(key(20), key(30));
        assertThat(member.withdrawn()).containsExactly(key(10));
        assertThat(admitted(List.of(strong, weak))).isEqualTo(member);
    }

    @Test
    void aDuplicateWinsAgainSoThatALostOutputIsMended() {
        Variant variant = variant(1, 10);
        Member once = Member.admit(null, variant, RECEIVED_MS).member();
        Member.Admission again = Member.admit(once, variant, RECEIVED_MS + 1);
        assertThat(again.wins()).isTrue();
        assertThat(again.member()).isEqualTo(once);
    }

    @Test
    void withdrawalsOutliveDuplicates() {
        Variant strong = variant(2, 20);
        Member decided = admitted(List.of(variant(1, 10), strong));
        assertThat(Member.admit(decided, strong, RECEIVED_MS).member().withdrawn())
                .containsExactly(key(10));
    }

    @Test
    void theFirstReceiveTimeStays() {
        Member first = Member.admit(null, variant(1, 10), 500).member();
        assertThat(Member.admit(first, variant(2, 10), 400).member().firstReceivedMs())
                .isEqualTo(500);
    }

    private record Orders(List<Variant> once, List<Variant> shuffled) {

        static Orders draw(RandomGenerator random) {
            List<Variant> once = IntStream.range(0, 1 + random.nextInt(5))
                    .mapToObj(rank -> variant(rank, random.nextInt(5), random.nextInt(5)))
                    .toList();
            return new Orders(once, Laws.shuffledWithDuplicates(once, random));
        }
    }

    private static Member admitted(List<Variant> variants) {
        @Nullable Member member = null;
        for (Variant variant : variants) {
            member = Member.admit(member, variant, RECEIVED_MS).member();
        }
        return Objects.requireNonNull(member);
    }

    private static Variant variant(int rank, int... entriesAtMs) {
        Stream<Entry> entries =
                IntStream.of(entriesAtMs).mapToObj(atMs -> new Entry(key(atMs), "v", null, "label", null, "{}", null));
        // its time and size are its own
        MemberId id = new MemberId(MemberId.Kind.SEGMENT, "v:0");
        return new Variant(id, new Rank(rank, 0), "v", entriesAtMs[0], 10 - rank, entries.toList());
    }

    private static EntryKey key(long atMs) {
        return new EntryKey(MarkerKind.CLICK, atMs, "v/0/1");
    }
}
