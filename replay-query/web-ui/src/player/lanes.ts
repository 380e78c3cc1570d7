// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

/** A view as the lanes need it; all of the recorder's times are epoch milliseconds. */
export interface Lane {
  id: string;
  startMs: number;
  endMs: number;
}

/** Something the user did in a view: it makes that view the active one. */
export interface Call {
  atMs: number;
  view: string;
}

/** The view that is shown from `fromMs` (included) to `toMs` (excluded). */
export interface Stretch {
  view: string;
  fromMs: number;
  toMs: number;
}

/**
 * Which view is the active one at every moment of the session. Of the views that are open at a moment it is the one
 * that was called last, be it by its own start or by what the user did in it: with two tabs the picture follows the
 * user from tab to tab. The stretches are in order of time and never overlap; there may be holes between them.
 */
export function laneSchedule(views: readonly Lane[], calls: readonly Call[]): Stretch[] {
  // A view of a single moment still has to be seen.
  const lanes = new Map(
    views.map((view) => [view.id, { ...view, endMs: Math.max(view.endMs, view.startMs + 1) }]),
  );
  const points: Point[] = [];
  for (const lane of lanes.values()) {
    points.push(
      { atMs: lane.endMs, view: lane.id, what: 'end' },
      { atMs: lane.startMs, view: lane.id, what: 'call' },
    );
  }
  for (const call of calls) {
    const lane = lanes.get(call.view);
    if (lane && call.atMs > lane.startMs && call.atMs < lane.endMs) points.push({ ...call, what: 'call' });
  }
  points.sort((a, b) => a.atMs - b.atMs || ORDER[a.what] - ORDER[b.what]);

  const stretches: Stretch[] = [];
  // The open views, the one called last at the end.
  const open: string[] = [];
  let sinceMs = 0;
  for (const point of points) {
    const active = open.at(-1);
    if (active !== undefined && point.atMs > sinceMs)
      append(stretches, { view: active, fromMs: sinceMs, toMs: point.atMs });
    sinceMs = point.atMs;
    const place = open.indexOf(point.view);
    if (place >= 0) open.splice(place, 1);
    if (point.what === 'call') open.push(point.view);
  }
  return stretches;
}

/**
 * The stretch that is shown at a moment: the one it lies in, or in a hole the one before, whose last picture stays;
 * before the first stretch that one, whose first picture is shown early. Null where there is none at all.
 */
export function stretchAt(stretches: readonly Stretch[], atMs: number): Stretch | null {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stretches[middle]!.fromMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return stretches[Math.max(0, low - 1)] ?? null;
}

/** A span of a view that cannot be shown. */
export interface Unplayable {
  view: string;
  startMs: number;
  endMs: number;
}

/** The first moment from `atMs` on at which a picture can be shown, or null if there is none. */
export function nextPlayable(
  stretches: readonly Stretch[],
  unplayable: readonly Unplayable[],
  atMs: number,
): number | null {
  for (const stretch of stretches) {
    let candidate = Math.max(stretch.fromMs, atMs);
    const spans = unplayable
      .filter((span) => span.view === stretch.view)
      .sort((a, b) => a.startMs - b.startMs);
    for (const span of spans) {
      if (span.startMs <= candidate && candidate < span.endMs) candidate = span.endMs;
    }
    if (candidate < stretch.toMs) return candidate;
  }
  return null;
}

interface Point extends Call {
  what: 'end' | 'call';
}

/** What ends at a moment is over before what is called at it. */
const ORDER = { end: 0, call: 1 } as const;

function append(stretches: Stretch[], next: Stretch): void {
  const last = stretches.at(-1);
  if (last && last.view === next.view && last.toMs === next.fromMs) last.toMs = next.toMs;
  else stretches.push(next);
}
