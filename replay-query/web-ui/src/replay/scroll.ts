// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

/** Rows of a list that stay in sight before and after the current one: what led to it, and what comes next. */
const NEIGHBOURS = 3;

/** The scroll offset that shows a row of a list with its neighbours; the one there is if they are in sight. */
export function scrollFor(row: number, rowPx: number, scrollPx: number, heightPx: number): number {
  const margin = Math.max(0, Math.min(NEIGHBOURS * rowPx, (heightPx - rowPx) / 2));
  const first = row * rowPx - margin;
  const last = (row + 1) * rowPx + margin;
  return Math.max(0, Math.min(first, Math.max(scrollPx, last - heightPx)));
}
