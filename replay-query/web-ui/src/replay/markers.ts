// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { Marker, Timeline } from '../api/types';
import { plainWords } from '../format';
import { isIconName, type IconName } from '../ui/Icon';

/** The kinds in the order of their filters. Resources and long tasks are many and rarely wanted: off at first. */
const KINDS: Record<string, { plural: string; shown: boolean }> = {
  view: { plural: 'Pages', shown: true },
  action: { plural: 'Actions', shown: true },
  click: { plural: 'Clicks', shown: true },
  input: { plural: 'Inputs', shown: true },
  error: { plural: 'Errors', shown: true },
  frustration: { plural: 'Frustrations', shown: true },
  custom: { plural: 'Custom', shown: true },
  sessionEnd: { plural: 'Session end', shown: true },
  resource: { plural: 'Resources', shown: false },
  longTask: { plural: 'Long tasks', shown: false },
  warn: { plural: 'Warnings', shown: true },
  info: { plural: 'Info', shown: true },
  log: { plural: 'Log', shown: true },
  debug: { plural: 'Debug', shown: true },
  failedRequest: { plural: 'Failed', shown: true },
  request: { plural: 'Answered', shown: true },
};

export interface KindCount {
  kind: string;
  plural: string;
  count: number;
}

/** The kinds that occur, with how often. One that is not known has its own name. */
export function countKinds(markers: readonly Marker[]): KindCount[] {
  const counts = new Map<string, number>();
  for (const marker of markers) counts.set(marker.kind, (counts.get(marker.kind) ?? 0) + 1);
  const order = Object.keys(KINDS);
  const rank = (kind: string) => (order.includes(kind) ? order.indexOf(kind) : order.length);
  return [...counts]
    .map(([kind, count]) => ({ kind, plural: KINDS[kind]?.plural ?? kind, count }))
    .sort((a, b) => rank(a.kind) - rank(b.kind) || (a.kind < b.kind ? -1 : 1));
}

/** The kinds that a list leaves out at first; a kind that only comes later is shown. */
export function hiddenKinds(markers: readonly Marker[], wanted: string | null): Set<string> {
  if (wanted !== null) {
    const others = [...Object.keys(KINDS), ...markers.map(({ kind }) => kind)];
    return new Set(others.filter((kind) => kind !== wanted));
  }
  return new Set(Object.keys(KINDS).filter((kind) => !KINDS[kind]!.shown));
}

/** Kinds whose labels are words of an SDK for its programs, such as `dead_click`. */
const CODED_KINDS = new Set(['frustration', 'longTask']);

/** What a person reads. A label that only repeats the kind, as recorders give clicks, is as good as none. */
export function labelOf(marker: Marker): string {
  const label = marker.label?.trim() ?? '';
  const words = isNameless(marker)
    ? kindWord(marker.kind)
    : CODED_KINDS.has(marker.kind)
      ? plainWords(label)
      : label;
  const tookMs = marker.kind === 'longTask' ? marker.durationMs : null;
  return tookMs === null ? words : `${words}, ${Math.round(tookMs)} ms`;
}

function isNameless(marker: Marker): boolean {
  const label = marker.label?.trim() ?? '';
  return label === '' || label === marker.kind;
}

/** Recorder and RUM SDK tell of the same press a few milliseconds apart. */
const SAME_PRESS_MS = 100;

/** Markers in order without the nameless clicks that an action of the same view already tells of by its name. */
export function toldOnce(markers: readonly Marker[]): Marker[] {
  const told = new Set<Marker>();
  const clicks = markers.filter((marker) => marker.kind === 'click' && isNameless(marker));
  for (const action of markers) {
    if (action.kind !== 'action' || isNameless(action)) continue;
    const from = indexAt(clicks, action.atMs - SAME_PRESS_MS - 1) + 1;
    for (let at = from; at < clicks.length && clicks[at]!.atMs <= action.atMs + SAME_PRESS_MS; at++) {
      const click = clicks[at]!;
      if (click.view !== action.view || told.has(click)) continue;
      told.add(click);
      break;
    }
  }
  return markers.filter((marker) => !told.has(marker));
}

/** The timeline as a replay shows it. */
export function withEachToldOnce(timeline: Timeline): Timeline {
  return { ...timeline, markers: toldOnce(timeline.markers) };
}

const KIND_WORDS: Record<string, string> = {
  view: 'Page',
  action: 'Action',
  click: 'Click',
  input: 'Input',
  error: 'Error',
  frustration: 'Frustration',
  custom: 'Custom event',
  sessionEnd: 'End of session',
  resource: 'Resource',
  longTask: 'Long task',
  warn: 'Warning',
  info: 'Info',
  log: 'Log',
  debug: 'Debug',
  failedRequest: 'Failed request',
  request: 'Request',
};

const ICONS: Record<string, IconName> = {
  warn: 'warning',
  info: 'console',
  log: 'console',
  debug: 'console',
  request: 'resource',
  failedRequest: 'error',
};

/** What a marker is, in one word for screen readers. */
export function kindWord(kind: string): string {
  return KIND_WORDS[kind] ?? kind;
}

export function iconOf(kind: string): IconName {
  if (isIconName(kind)) return kind;
  return ICONS[kind] ?? 'custom';
}

/** The markers of kinds that are not hidden whose label has the text in it, whatever its case. */
export function filterMarkers(
  markers: readonly Marker[],
  hidden: ReadonlySet<string>,
  text: string,
): Marker[] {
  const needle = text.trim().toLowerCase();
  return markers.filter(
    (marker) => !hidden.has(marker.kind) && (needle === '' || labelOf(marker).toLowerCase().includes(needle)),
  );
}

/** The index of the last marker that is not later than a moment, or -1. */
export function indexAt(markers: readonly Marker[], atMs: number): number {
  let low = 0;
  let high = markers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (markers[middle]!.atMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The nearest marker of a kind before or after a moment. */
export function neighbourOf(
  kind: 'error' | 'view',
  markers: readonly Marker[],
  atMs: number,
  direction: 1 | -1,
): Marker | null {
  const all = markers.filter((marker) => marker.kind === kind);
  const found =
    direction === 1
      ? all.find((marker) => marker.atMs > atMs)
      : all.findLast((marker) => marker.atMs < Math.floor(atMs));
  return found ?? null;
}

/** What the seek bar shows in one of its columns; an error wins over anything else there. */
export interface Tick {
  column: number;
  kind: 'error' | 'action' | 'view';
}

const TICK_RANK = { error: 2, view: 1, action: 0 } as const;

const TICK_KINDS: Record<string, Tick['kind']> = {
  error: 'error',
  view: 'view',
  action: 'action',
  click: 'action',
  input: 'action',
  frustration: 'action',
};

/** At most one tick a column, so that ten thousand markers cost no more than the bar is wide. */
export function ticksOf(
  markers: readonly Marker[],
  fractionOf: (atMs: number) => number,
  columns: number,
): Tick[] {
  const ticks = new Map<number, Tick>();
  for (const marker of markers) {
    const kind = TICK_KINDS[marker.kind];
    if (kind === undefined) continue;
    const column = Math.min(columns - 1, Math.floor(fractionOf(marker.atMs) * columns));
    const known = ticks.get(column);
    if (!known || TICK_RANK[kind] > TICK_RANK[known.kind]) ticks.set(column, { column, kind });
  }
  return [...ticks.values()].sort((a, b) => a.column - b.column);
}
