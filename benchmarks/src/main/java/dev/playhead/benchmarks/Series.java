// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * One figure, measured some times.
 *
 * @param median the middle one, or the mean of the middle two
 */
public record Series(double least, double median, double most) {

    public static Series of(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Series(sorted[0], median, sorted[sorted.length - 1]);
    }

    public static <T> Series of(Collection<T> samples, ToDoubleFunction<T> figure) {
        return of(samples.stream().mapToDouble(figure).toArray());
    }

    /** How far the figures lie apart, as a share of the median. */
    public double spread() {
        return (most - least) / median;
    }
}
