// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A time without user activity, as the service found it. It has decided which pauses are long enough: here no
 * threshold is applied a second time, and speed plays no part, since all is in session time.
 */
export interface Gap {
  startMs: number;
  endMs: number;
}

/** The gap that a moment lies in. Its end belongs to the activity that follows. */
export function gapAt(gaps: readonly Gap[], atMs: number): Gap | null {
  return gaps.find((gap) => gap.startMs <= atMs && atMs < gap.endMs) ?? null;
}

/** The first gap that is not over at a moment. */
export function nextGap(gaps: readonly Gap[], atMs: number): Gap | null {
  return gaps.find((gap) => atMs < gap.endMs) ?? null;
}
