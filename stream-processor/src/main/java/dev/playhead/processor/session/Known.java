// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Lifts a join to values that may be unknown: what is known on one side only is taken as it is. */
final class Known {

    private Known() {}

    static <T> @Nullable T join(@Nullable T one, @Nullable T other, BinaryOperator<T> join) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return join.apply(one, other);
    }

    /** Key by key. */
    static <K extends Comparable<K>, V> SortedMap<K, V> join(
            SortedMap<K, V> one, SortedMap<K, V> other, BinaryOperator<V> join) {
        TreeMap<K, V> joined = new TreeMap<>(one);
        other.forEach((key, value) -> joined.merge(key, value, join));
        return Collections.unmodifiableSortedMap(joined);
    }
}
