// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.marker;

import java.util.stream.Stream;

/** A click that an error follows in the same view within a second, or at once. */
final class ErrorClickRule implements FrustrationRule {
    private static final long WITHIN_MS = MarkerRules.REACH_MS;

    @Override
    public String type() {
        return "error_click";
    }

    @Override
    public Stream<Click> clicks(ViewMarks marks) {
        return marks.clicks().stream().filter(click -> {
            Long nextMs = marks.errorsMs().ceiling(click.atMs());
            return nextMs != null && nextMs <= click.atMs() + WITHIN_MS;
        });
    }
}
