// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { View } from '../api/types';

/** Views in rows in which none overlaps another: one row, and one more for each tab that was open at the same time. */
export function rowsOf(views: readonly View[]): View[][] {
  const rows: View[][] = [];
  for (const view of [...views].sort((a, b) => a.startMs - b.startMs)) {
    const row = rows.find((one) => one.at(-1)!.endMs <= view.startMs);
    if (row) row.push(view);
    else rows.push([view]);
  }
  return rows;
}
