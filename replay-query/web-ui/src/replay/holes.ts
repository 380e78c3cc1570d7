// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { Timeline } from '../api/types';

/** A part of a view with data missing, as the seek bar shows it. */
export interface Hole {
  startMs: number;
  endMs: number;
  /** Whether something of the page can still be shown. */
  playable: boolean;
}

/** Missing and damaged parts in order of time. An end that is not known is that of the view. */
export function holesOf(timeline: Timeline): Hole[] {
  const views = new Map(timeline.views.map((view) => [view.id, view]));
  const parts = [...timeline.missing.map((missing) => ({ ...missing, playable: true })), ...timeline.damaged];
  return parts
    .flatMap(({ view, startMs, endMs, playable }) => {
      const bounds = view === null ? undefined : views.get(view);
      const from = startMs ?? bounds?.startMs;
      const to = endMs ?? bounds?.endMs;
      return from === undefined || to === undefined
        ? []
        : [{ startMs: from, endMs: Math.max(from, to), playable }];
    })
    .sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
}
