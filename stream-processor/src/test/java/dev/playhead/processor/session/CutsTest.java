// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.processor.marker.EntryKey;
import dev.playhead.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CutsTest {
    private static final int TRIES = 1_000;
    private static final SessionLimits TWO = new SessionLimits(2, 2, 100, 2);

    @Test
    void theMergeIsAJoin() {
        Laws.assertJoin(Generated::cuts, Cuts::merge);
    }

    @Test
    void theFirstOneTooManyOfAKindIsWhereItIsCut() {
        List<EntryKey> clicks = List.of(click(9, "a"), click(5, "b"), click(5, "a"), click(7, "a"), click(5, "a"));
        Cuts cuts = Cuts.ofKeys(clicks, TWO);
        assertThat(cuts.markers()).containsOnlyKeys(MarkerKind.CLICK).containsValue(click(7, "a"));
        assertThat(cuts.keeps(click(5, "b"))).isTrue();
        assertThat(cuts.keeps(click(7, "a"))).isFalse();
        assertThat(cuts.keeps(new EntryKey(MarkerKind.ERROR, 9, "a"))).isTrue();
        assertThat(Cuts.ofKeys(clicks.subList(1, 3), TWO)).isEqualTo(Cuts.NONE);
    }

    @Test
    void cuttingWhatComesWhileItComesKeepsTheSameAsCuttingAllOfIt() {
        Property.forAll(TRIES, Orders::draw, orders -> {
            Held atOnce = new Held();
            atOnce.keys.addAll(orders.once());
            atOnce.cut();
            Held piecemeal = new Held();
            for (int i = 0; i < orders.shuffled().size(); i++) {
                piecemeal.add(orders.shuffled().get(i));
                if (i % orders.rounds() == 0) {
                    piecemeal.cut();
                }
            }
            piecemeal.cut();
            assertThat(piecemeal.keys).isEqualTo(atOnce.keys);
            assertThat(piecemeal.cuts).isEqualTo(atOnce.cuts);
        });
    }

    /** What the processor does with keys, and nothing else of it. */
    private static final class Held {
        private final TreeSet<EntryKey> keys = new TreeSet<>();
        private Cuts cuts = Cuts.NONE;

        void add(EntryKey key) {
            if (cuts.keeps(key)) {
                keys.add(key);
            }
        }

        void cut() {
            cuts = cuts.merge(Cuts.ofKeys(keys, TWO));
            keys.removeIf(key -> !cuts.keeps(key));
        }
    }

    private record Orders(List<EntryKey> once, List<EntryKey> shuffled, int rounds) {
        static Orders draw(RandomGenerator random) {
            List<EntryKey> once = new ArrayList<>(Generated.keys(random));
            once.addAll(Generated.keys(random));
            return new Orders(once, Laws.shuffledWithDuplicates(once, random), 1 + random.nextInt(5));
        }
    }

    private static EntryKey click(long atMs, String id) {
        return new EntryKey(MarkerKind.CLICK, atMs, id);
    }
}
