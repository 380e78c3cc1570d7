// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.testkit.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** What makes a merge a join. */
final class Laws {

    private static final int TRIES = 1_000;

    private Laws() {}

    static <T> void assertJoin(Function<RandomGenerator, T> generator, BinaryOperator<T> merge) {
        Property.forAll(TRIES, random -> draw(3, random, generator), drawn -> {
            T a = drawn.get(0);
            T b = drawn.get(1);
            T c = drawn.get(2);
            assertThat(merge.apply(a, b)).as("commutative").isEqualTo(merge.apply(b, a));
            assertThat(merge.apply(merge.apply(a, b), c))
                    .as("associative")
                    .isEqualTo(merge.apply(a, merge.apply(b, c)));
            assertThat(merge.apply(a, a)).as("idempotent").isEqualTo(a);
            assertThat(merge.apply(merge.apply(a, b), b)).as("absorbing").isEqualTo(merge.apply(a, b));
        });
    }

    static <T> List<T> draw(int count, RandomGenerator random, Function<RandomGenerator, T> generator) {
        List<T> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            drawn.add(generator.apply(random));
        }
        return drawn;
    }

    /** All of them in another order, and some of them more than once. */
    static <T> List<T> shuffledWithDuplicates(List<T> once, RandomGenerator random) {
        List<T> shuffled = new ArrayList<>(once);
        once.stream().filter(value -> random.nextInt(3) == 0).forEach(shuffled::add);
        Collections.shuffle(shuffled, Random.from(random));
        return shuffled;
    }
}
