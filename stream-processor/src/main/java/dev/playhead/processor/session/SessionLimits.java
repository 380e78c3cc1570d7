// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

/**
 * How much of one session is indexed. What is over it stays in the log.
 *
 * @param markersOfAKind of which the earliest are kept
 */
public record SessionLimits(int markersOfAKind) {}
