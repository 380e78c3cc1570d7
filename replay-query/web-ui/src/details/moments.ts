// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { Marker, RumItem } from '../api/types';
import { formatSpan } from '../format';
import { isFailed, resourceFacts } from '../items/facts';

/** How much is told of what came before, and how long of what came after. */
const BEFORE = 15;
const AFTER_MS = 10_000;
const AFTER = 30;
const AROUND = 6;

/** The kinds that everything loads and does by itself: of these, only what went wrong is worth telling. */
function isNoise(marker: Marker): boolean {
  if (marker.kind === 'longTask') return true;
  if (marker.kind !== 'resource') return false;
  const { status } = resourceFacts(marker);
  return status === null || !isFailed(status);
}

type Told = Pick<RumItem, 'id' | 'kind' | 'atMs'>;

function isOf(item: Told): (marker: Marker) => boolean {
  return (marker) => marker.kind === item.kind && marker.id === item.id;
}

/** What happened before an item, oldest first; markers are in order of time. */
export function before(markers: readonly Marker[], item: Told): Marker[] {
  const isItem = isOf(item);
  return markers
    .filter((marker) => marker.atMs <= item.atMs && !isItem(marker) && !isNoise(marker))
    .slice(-BEFORE);
}

/** What followed an item soon: with what it made load, since that is what an action is for. */
export function after(markers: readonly Marker[], item: Told): Marker[] {
  const isItem = isOf(item);
  return markers
    .filter((marker) => marker.atMs >= item.atMs && marker.atMs <= item.atMs + AFTER_MS && !isItem(marker))
    .slice(0, AFTER);
}

/** What happened shortly before and after an item. */
export function around(markers: readonly Marker[], item: Told): Marker[] {
  const others = markers.filter((marker) => !isOf(item)(marker));
  const at = others.findIndex((marker) => marker.atMs > item.atMs);
  const split = at === -1 ? others.length : at;
  return others.slice(Math.max(0, split - AROUND), split + AROUND);
}

/** What happened in a view, in order. */
export function inside(markers: readonly Marker[], view: string): Marker[] {
  return markers.filter((marker) => marker.view === view && marker.kind !== 'view' && !isNoise(marker));
}

/** How long before or after a moment something happened: `−3.2 s`, `+40 ms`. */
export function offsetOf(atMs: number, fromMs: number): string {
  const sign = atMs < fromMs ? '−' : '+';
  const ms = Math.abs(atMs - fromMs);
  if (ms < 1000) return `${sign}${Math.round(ms)} ms`;
  return ms < 60_000 ? `${sign}${(Math.floor(ms / 100) / 10).toFixed(1)} s` : `${sign}${formatSpan(ms)}`;
}
