// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { nextGap, type Gap } from './gaps';
import { stretchAt, type Lane, type Stretch } from './lanes';

/** How far the player looks ahead, in time to watch; a viewer at 4× needs four times as much of the session. */
const LOOKAHEAD_MS = 30_000;

/** A view is asked for as a whole unless the wanted moment is further into it than this. */
const WHOLE_VIEW_MS = 120_000;

/** A view's events that are there or on their way. */
export interface LoadedView {
  view: string;
  /** From where on they are known; null means from the view's start. */
  fromMs: number | null;
  bytes: number;
  /** Grows with each use. */
  lastUse: number;
}

export interface Wanted {
  view: string;
  /** Where the stream of events has to begin at the latest; null for the whole view. */
  fromMs: number | null;
}

export interface Moment {
  atMs: number;
  speed: number;
  skipInactive: boolean;
}

/**
 * What to load: first the view that is shown, then those that will be within the look-ahead, and the view on the far
 * side of the next gap, so that a jump finds it ready. Views whose loaded part already covers it are left out.
 */
export function planLoads(
  stretches: readonly Stretch[],
  views: readonly Lane[],
  gaps: readonly Gap[],
  loaded: readonly LoadedView[],
  moment: Moment,
): Wanted[] {
  const wanted = new Map<string, Wanted>();
  const want = (stretch: Stretch | null, atMs: number) => {
    if (stretch === null || wanted.has(stretch.view)) return;
    wanted.set(stretch.view, wantedAt(views, stretch.view, Math.max(atMs, stretch.fromMs)));
  };
  want(stretchAt(stretches, moment.atMs), moment.atMs);
  const horizonMs = moment.atMs + LOOKAHEAD_MS * moment.speed;
  for (const stretch of stretches) {
    if (stretch.fromMs > moment.atMs && stretch.fromMs <= horizonMs) want(stretch, stretch.fromMs);
  }
  const gap = moment.skipInactive ? nextGap(gaps, moment.atMs) : null;
  if (gap !== null) want(stretchAt(stretches, gap.endMs), gap.endMs);
  return [...wanted.values()].filter(
    ({ view, fromMs }) => !loaded.some((part) => part.view === view && covers(part, fromMs)),
  );
}

/** Where to begin loading a view in order to show it at a moment. */
export function wantedAt(views: readonly Lane[], view: string, atMs: number): Wanted {
  const startMs = views.find((lane) => lane.id === view)?.startMs ?? atMs;
  return { view, fromMs: atMs - startMs > WHOLE_VIEW_MS ? Math.floor(atMs) : null };
}

/** Whether a loaded part holds what is wanted. */
export function covers(part: Pick<LoadedView, 'fromMs'>, fromMs: number | null): boolean {
  return part.fromMs === null || (fromMs !== null && part.fromMs <= fromMs);
}

/** The views to forget, least recently used first, so that the rest fits into the budget; never one that is kept. */
export function planDrops(
  loaded: readonly LoadedView[],
  kept: ReadonlySet<string>,
  budgetBytes: number,
): string[] {
  let bytes = loaded.reduce((sum, part) => sum + part.bytes, 0);
  const dropped: string[] = [];
  for (const part of [...loaded].sort((a, b) => a.lastUse - b.lastUse)) {
    if (bytes <= budgetBytes) break;
    if (kept.has(part.view)) continue;
    bytes -= part.bytes;
    dropped.push(part.view);
  }
  return dropped;
}
