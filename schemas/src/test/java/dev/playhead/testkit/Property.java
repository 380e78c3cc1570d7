// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.testkit;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Checks a law on many generated values, and on failure says how to see the same one again. */
public final class Property {

    private static final String SEED = "playhead.test.seed";
    private static final String QUICK = "playhead.test.quick";
    private static final int QUICKER = 10;
    private static final RandomGeneratorFactory<RandomGenerator> RANDOM = RandomGeneratorFactory.of("L64X128MixRandom");

    private Property() {}

    /** So many tries of a law that takes long to check; in a quick run, a tenth of them. */
    public static int tries(int all) {
        return Boolean.getBoolean(QUICK) ? Math.max(1, all / QUICKER) : all;
    }

    /** Try {@code n} is drawn from seed {@code base + n}, so one number reproduces one failure. */
    public static <T> void forAll(int tries, Function<RandomGenerator, T> generator, Consumer<T> law) {
        Long pinned = Long.getLong(SEED);
        long base = pinned != null ? pinned : System.nanoTime();
        for (int i = 0; i < (pinned != null ? 1 : tries); i++) {
            T value = generator.apply(RANDOM.create(base + i));
            try {
                law.accept(value);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("fails for %s; again with -D%s=%d".formatted(value, SEED, base + i), e);
            }
        }
    }
}
