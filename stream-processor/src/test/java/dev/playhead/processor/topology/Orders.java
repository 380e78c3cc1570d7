// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * The same records in two orders.
 *
 * @param shuffled some of them twice
 * @param rounds after how many of those a summary is due
 */
record Orders<T>(List<T> once, List<T> shuffled, int rounds) {

    static <T> Orders<T> of(List<T> once, RandomGenerator random) {
        List<T> shuffled = new ArrayList<>(once);
        once.stream().filter(record -> random.nextInt(3) == 0).forEach(shuffled::add);
        Collections.shuffle(shuffled, Random.from(random));
        return new Orders<>(once, shuffled, 1 + random.nextInt(6));
    }

    /** The seed says it all. */
    @Override
    public String toString() {
        return "%d records".formatted(once.size());
    }
}
