// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.query.Samples;
import dev.playhead.query.topology.StoreKeys.KeyRange;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.testkit.Property;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class StoreKeysTest {

    private static final SessionKey KEY = new SessionKey("shop", "s1");
    private static final byte[] SESSION = KEY.hash();

    @Test
    void rowsAreInTheOrderOfTheirAnchors() {
        Property.forAll(
                500,
                random -> new long[] {anyTime(random), anyTime(random)},
                times -> assertThat(Integer.signum(StoreKeys.row("shop", times[0], SESSION)
                                .compareTo(StoreKeys.row("shop", times[1], SESSION))))
                        .isEqualTo(Long.compare(times[0], times[1])));
    }

    @Test
    void entriesOfAKindAreInTheOrderOfTheirTimes() {
        Property.forAll(
                500,
                random -> new long[] {anyTime(random), anyTime(random)},
                times -> assertThat(Integer.signum(entry(times[0], "same").compareTo(entry(times[1], "same"))))
                        .isEqualTo(Long.compare(times[0], times[1])));
    }

    @Test
    void segmentsOfALaneAreInTheOrderOfIndexAndPart() {
        Property.forAll(
                500,
                random -> new int[] {
                    random.nextInt(1 << 20), random.nextInt(64), random.nextInt(1 << 20), random.nextInt(64)
                },
                places -> {
                    int order = segment(places[0], places[1]).compareTo(segment(places[2], places[3]));
                    int expected = places[0] != places[2]
                            ? Integer.compare(places[0], places[2])
                            : Integer.compare(places[1], places[3]);
                    assertThat(Integer.signum(order)).isEqualTo(expected);
                });
    }

    @Test
    void aRangeHoldsItsOwnAndNothingElse() {
        KeyRange errors = StoreKeys.entries(KEY, MarkerKind.ERROR);
        Property.forAll(200, StoreKeysTest::anyTime, atMs -> {
            assertThat(isIn(errors, entry(atMs, "id"))).isTrue();
            assertThat(isIn(errors, StoreKeys.entry(KEY, MarkerKind.RESOURCE, atMs, "id")))
                    .isFalse();
            assertThat(isIn(errors, StoreKeys.entry(new SessionKey("shop", "s2"), MarkerKind.ERROR, atMs, "id")))
                    .isFalse();
        });
    }

    @Test
    void rowsOfAnotherApplicationOrTimeAreNotInRange() {
        KeyRange range = StoreKeys.rows("shop", 10, 20);
        assertThat(isIn(range, StoreKeys.row("shop", 10, SESSION))).isTrue();
        assertThat(isIn(range, StoreKeys.row("shop", 20, SESSION))).isTrue();
        assertThat(isIn(range, StoreKeys.row("shop", 9, SESSION))).isFalse();
        assertThat(isIn(range, StoreKeys.row("shop", 21, SESSION))).isFalse();
        assertThat(isIn(range, StoreKeys.row("blog", 15, SESSION))).isFalse();
    }

    @Test
    void itemsAreInTheOrderOfTheirReceiptAndOfOneKindAndApplication() {
        KeyRange range = StoreKeys.items("shop", ItemKind.ERRORS, 10, 20);
        for (long receivedMs : new long[] {10, 15, 20}) {
            assertThat(isIn(range, StoreKeys.item(KEY, ItemKind.ERRORS, receivedMs, "e")))
                    .isTrue();
        }
        assertThat(isIn(range, StoreKeys.item(KEY, ItemKind.ERRORS, 9, "e"))).isFalse();
        assertThat(isIn(range, StoreKeys.item(KEY, ItemKind.ERRORS, 21, "e"))).isFalse();
        assertThat(isIn(range, StoreKeys.item(KEY, ItemKind.RESOURCES, 15, "e")))
                .isFalse();
        assertThat(isIn(range, StoreKeys.item(new SessionKey("blog", "s1"), ItemKind.ERRORS, 15, "e")))
                .isFalse();
        Property.forAll(
                500,
                random -> new long[] {anyTime(random), anyTime(random)},
                times -> assertThat(Integer.signum(StoreKeys.item(KEY, ItemKind.VIEWS, times[0], "v")
                                .compareTo(StoreKeys.item(KEY, ItemKind.VIEWS, times[1], "v"))))
                        .isEqualTo(Long.compare(times[0], times[1])));
    }

    @Test
    void theTailOfAnItemsKeySaysWhoseItIs() {
        Bytes tail = StoreKeys.tail(StoreKeys.item(KEY, ItemKind.ERRORS, 15, "e"), StoreKeys.ITEM_TAIL_BYTES);
        assertThat(tail).isEqualTo(Bytes.wrap(StoreKeys.itemTail(KEY, "e")));
        assertThat(StoreKeys.isOf(KEY, tail)).isTrue();
        assertThat(StoreKeys.isOf(new SessionKey("shop", "s2"), tail)).isFalse();
        assertThat(StoreKeys.idHashOf(tail)).isEqualTo(StoreKeys.idHash("e"));
    }

    @Test
    void anIndexAndAnIdNeverCollide() {
        SegmentRef withoutIndex =
                Samples.ref(KEY, "v1", 0, 0, 0).setIndex(null).setId("v1:0").build();
        assertThat(StoreKeys.segment(KEY, withoutIndex)).isNotEqualTo(segment(0, 0));
    }

    @Test
    void aSegmentIsFoundByItsIdAlone() {
        for (String name : List.of("7", "4294967296", "0000000007", "f3-uuid", "99999999999999999999", "")) {
            SegmentRef unnumbered = Samples.ref(KEY, "v1", 0, 0, 0)
                    .setIndex(null)
                    .setId("v1:" + name)
                    .setPart(3)
                    .build();
            assertThat(StoreKeys.segment(KEY, unnumbered.getId()))
                    .filteredOn(range -> isIn(range, StoreKeys.segment(KEY, unnumbered)))
                    .hasSize(1);
        }
        for (int part : new int[] {0, 1, Short.MAX_VALUE}) {
            assertThat(StoreKeys.segment(KEY, "v1:7"))
                    .filteredOn(range -> isIn(range, segment(7, part)))
                    .hasSize(1);
        }
        assertThat(StoreKeys.segment(KEY, "v1:7"))
                .noneMatch(range -> isIn(range, segment(6, 0)) || isIn(range, segment(8, 0)));
        assertThat(StoreKeys.segment(KEY, "v1")).isEmpty();
    }

    private static Bytes entry(long atMs, String id) {
        return StoreKeys.entry(KEY, MarkerKind.ERROR, atMs, id);
    }

    private static Bytes segment(int index, int part) {
        return StoreKeys.segment(
                KEY, Samples.ref(KEY, "v1", index, 0, 0).setPart(part).build());
    }

    private static boolean isIn(KeyRange range, Bytes key) {
        return range.from().compareTo(key) <= 0 && key.compareTo(range.to()) <= 0;
    }

    /** Of every size and sign, since a wrong clock may give any. */
    private static long anyTime(RandomGenerator random) {
        return random.nextLong() >> random.nextInt(64);
    }
}
