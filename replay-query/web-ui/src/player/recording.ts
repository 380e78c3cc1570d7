// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { Timeline } from '../api/types';
import type { Recording } from './controller';

/** Kinds of markers that tell in which view the user is. */
const CALLING_KINDS = new Set(['action', 'click', 'input']);

/** What the player needs of a timeline. */
export function recordingOf(timeline: Timeline): Recording {
  const startMs = timeline.startMs ?? 0;
  return {
    startMs,
    endMs: Math.max(timeline.endMs ?? startMs, startMs),
    views: timeline.views,
    calls: timeline.markers.flatMap((marker) =>
      marker.view !== null && CALLING_KINDS.has(marker.kind)
        ? [{ atMs: marker.atMs, view: marker.view }]
        : [],
    ),
    gaps: timeline.inactivity,
    damages: timeline.damaged.map((damaged) => ({
      ...damaged,
      startMs: damaged.startMs ?? -Infinity,
      endMs: damaged.endMs ?? Infinity,
    })),
  };
}
