// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import java.time.Duration;

/**
 * How often sessions that changed are summed up.
 *
 * @param interval between two rounds
 * @param maxPerRound sessions a round; the next goes on where it ended, so that a round fits into a transaction
 */
public record SummarySchedule(Duration interval, int maxPerRound) {}
