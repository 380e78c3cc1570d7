// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.marker;

import java.util.List;
import java.util.NavigableSet;

/**
 * What is known of one view, whatever order it came in, for the rules that look at more than one record.
 *
 * @param clicks in the timeline's order; only those of SDKs that tell of no frustrations themselves
 * @param errorsMs when errors were recorded. Those that come as RUM events are not among them: of SDKs that tell of no
 *     frustrations, none says there when the error was
 */
public record ViewMarks(List<Click> clicks, NavigableSet<Long> errorsMs) {
    public ViewMarks {
        clicks = clicks.stream().sorted(Click.ORDER).toList();
    }
}
