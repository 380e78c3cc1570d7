// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.body.BodyLimits;
import dev.playhead.processor.lifecycle.LifecycleRules;
import dev.playhead.processor.session.SessionLimits;

/**
 * How sessions are made of what was received.
 *
 * @param bodies how far bodies are read
 * @param split how far the parts of split segments are waited for
 * @param summaries when summaries are published
 * @param rules when sessions are closed and forgotten
 * @param lifecycle when that is looked at
 * @param limits how much of one session is indexed
 */
public record SessionSettings(
        BodyLimits bodies,
        SplitSettings split,
        SummarySchedule summaries,
        LifecycleRules rules,
        LifecycleSchedule lifecycle,
        SessionLimits limits) {}
