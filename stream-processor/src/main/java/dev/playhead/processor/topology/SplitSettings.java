// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import java.time.Duration;

/**
 * How far the parts of split segments are waited for.
 *
 * @param maxBytes largest segment that is joined, all parts together; it is in memory once while it is read
 * @param keepIncomplete how long the parts of a segment wait for the others, by the wall clock, since what is older
 *     than this in a backlog must not be given up while the rest of it is still to come
 */
public record SplitSettings(int maxBytes, Duration keepIncomplete) {}
