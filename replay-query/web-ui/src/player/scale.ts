// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { Gap } from './gaps';

/** Where a moment lies on the seek bar, as a fraction from 0 to 1, and back. */
export interface Scale {
  fractionOf(atMs: number): number;
  timeAt(fraction: number): number;
}

/** Share of the bar that one folded gap gets, and the most that all of them together get. */
const GAP_SHARE = 0.03;
const ALL_GAPS_SHARE = 0.5;

/**
 * The seek bar's scale. With `foldGaps` each inactivity gap gets the same small share of the bar and the activity
 * the rest: on a linear bar one long pause squeezes all that happened into a sliver. Strictly monotone, and the two
 * directions are each other's inverse. `gaps` are in order and do not overlap.
 */
export function scaleOf(startMs: number, endMs: number, gaps: readonly Gap[], foldGaps: boolean): Scale {
  return throughPoints(foldGaps ? foldedPoints(startMs, endMs, gaps) : linearPoints(startMs, endMs));
}

interface Point {
  atMs: number;
  fraction: number;
}

function linearPoints(startMs: number, endMs: number): Point[] {
  return [
    { atMs: startMs, fraction: 0 },
    { atMs: Math.max(endMs, startMs + 1), fraction: 1 },
  ];
}

function foldedPoints(startMs: number, endMs: number, gaps: readonly Gap[]): Point[] {
  const inside = gaps
    .map((gap) => ({ startMs: Math.max(gap.startMs, startMs), endMs: Math.min(gap.endMs, endMs) }))
    .filter((gap) => gap.endMs > gap.startMs);
  const activeMs = endMs - startMs - inside.reduce((sum, gap) => sum + gap.endMs - gap.startMs, 0);
  if (inside.length === 0 || activeMs <= 0) return linearPoints(startMs, endMs);
  const gapShare = Math.min(GAP_SHARE, ALL_GAPS_SHARE / inside.length);
  const sharePerMs = (1 - gapShare * inside.length) / activeMs;
  const points: Point[] = [{ atMs: startMs, fraction: 0 }];
  let fraction = 0;
  let coveredMs = startMs;
  const advance = (atMs: number, share: number) => {
    fraction += share;
    coveredMs = atMs;
    points.push({ atMs, fraction });
  };
  for (const gap of inside) {
    if (gap.startMs > coveredMs) advance(gap.startMs, (gap.startMs - coveredMs) * sharePerMs);
    advance(gap.endMs, gapShare);
  }
  if (endMs > coveredMs) advance(endMs, (endMs - coveredMs) * sharePerMs);
  points.at(-1)!.fraction = 1;
  return points;
}

function throughPoints(points: Point[]): Scale {
  return {
    fractionOf: (atMs) => interpolate(points, atMs, 'atMs', 'fraction'),
    timeAt: (fraction) => interpolate(points, fraction, 'fraction', 'atMs'),
  };
}

function interpolate(points: Point[], value: number, from: keyof Point, to: keyof Point): number {
  const first = points[0]!;
  const last = points.at(-1)!;
  if (value <= first[from]) return first[to];
  if (value >= last[from]) return last[to];
  const right = points.findIndex((point) => value < point[from]);
  const a = points[right - 1]!;
  const b = points[right]!;
  return a[to] + ((value - a[from]) / (b[from] - a[from])) * (b[to] - a[to]);
}
