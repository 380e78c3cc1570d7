// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much of what was recorded can be read.
 *
 * @param received readable segments
 * @param expected segments that there should be
 * @param missing sorted by view, then index
 */
public record Coverage(long received, long expected, List<MissingSegments> missing) {

    public static final Coverage NONE = new Coverage(0, 0, List.of());

    public Coverage {
        missing = missing.stream().sorted(MissingSegments.ORDER).toList();
    }

    /** Both together; for sequences that share no segment. */
    public Coverage plus(Coverage other) {
        return new Coverage(
                received + other.received,
                expected + other.expected,
                Stream.concat(missing.stream(), other.missing.stream()).toList());
    }

    /** Received share of the expected segments, 0 to 1; null where nothing is expected. */
    public @Nullable Double completeness() {
        return expected == 0 ? null : (double) received / expected;
    }
}
