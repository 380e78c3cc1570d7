// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import java.time.Duration;

/**
 * How sessions are looked through for those whose time has come, once a second.
 *
 * @param settledAfter how long all inputs must have been at their end, until sessions grow old by the wall clock
 * @param maxPerRound sessions a round, so that it fits into a transaction
 */
public record LifecycleSchedule(Duration settledAfter, int maxPerRound) {}
