// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.processor.session.IndexSet.Run;
import dev.playhead.testkit.Property;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IndexSetTest {

    @Test
    void mergingIsAJoin() {
        Laws.assertJoin(random -> merged(indexes(random)), IndexSet::merge);
    }

    @Test
    void holdsExactlyWhatWasPutIn() {
        Property.forAll(1_000, IndexSetTest::indexes, indexes -> {
            List<Integer> inside = merged(indexes).runs().stream()
                    .flatMap(run -> IntStream.rangeClosed(run.from(), run.to()).boxed())
                    .toList();
            assertThat(inside).containsExactlyElementsOf(new TreeSet<>(indexes));
        });
    }

    @Test
    void cutsRunsToAnInterval() {
        IndexSet set = merged(List.of(1, 2, 3, 5, 8, 9));
        assertThat(set.within(3, 8)).containsExactly(new Run(3, 3), new Run(5, 5), new Run(8, 8));
    }

    private static IndexSet merged(List<Integer> indexes) {
        return indexes.stream().map(IndexSet::of).reduce(IndexSet.NONE, IndexSet::merge);
    }

    private static List<Integer> indexes(RandomGenerator random) {
        return Laws.draw(random.nextInt(10), random, from -> from.nextInt(15));
    }
}
