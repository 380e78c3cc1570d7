// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { laneSchedule } from './lanes';
import { covers, planDrops, planLoads, wantedAt, type LoadedView } from './plan';

const views = [
  { id: 'a', startMs: 0, endMs: 20_000 },
  { id: 'b', startMs: 20_000, endMs: 60_000 },
  { id: 'c', startMs: 60_000, endMs: 600_000 },
  { id: 'd', startMs: 600_000, endMs: 900_000 },
];
const stretches = laneSchedule(views, []);
const loaded = (view: string, fromMs: number | null = null, bytes = 10, lastUse = 0): LoadedView => ({
  view,
  fromMs,
  bytes,
  lastUse,
});
const plan = (
  atMs: number,
  rest: { speed?: number; skip?: boolean; have?: LoadedView[]; gaps?: object[] } = {},
) =>
  planLoads(stretches, views, (rest.gaps ?? []) as never, rest.have ?? [], {
    atMs,
    speed: rest.speed ?? 1,
    skipInactive: rest.skip ?? true,
  }).map(({ view, fromMs }) => `${view} ${fromMs ?? 'whole'}`);

test('the view that is shown comes first, then those within the look-ahead', () => {
  expect(plan(1000)).toEqual(['a whole', 'b whole']);
  expect(plan(30_000)).toEqual(['b whole', 'c whole']);
});

test('at a higher speed it looks further ahead', () => {
  expect(plan(1000, { speed: 2 })).toEqual(['a whole', 'b whole', 'c whole']);
});

test('the view behind the next gap is made ready, if gaps are jumped', () => {
  const gaps = [{ startMs: 70_000, endMs: 700_000 }];
  expect(plan(65_000, { gaps })).toEqual(['c whole', 'd whole']);
  expect(plan(65_000, { gaps, skip: false })).toEqual(['c whole']);
});

test('far inside a long view it begins at the wanted moment', () => {
  expect(plan(400_000.7)).toEqual(['c 400000']);
  expect(wantedAt(views, 'c', 180_000)).toEqual({ view: 'c', fromMs: null });
  expect(wantedAt(views, 'c', 180_001)).toEqual({ view: 'c', fromMs: 180_001 });
});

test('what is there is not loaded again, unless it begins too late', () => {
  expect(plan(400_000, { have: [loaded('c')] })).toEqual([]);
  expect(plan(400_000, { have: [loaded('c', 300_000)] })).toEqual([]);
  expect(plan(250_000, { have: [loaded('c', 300_000)] })).toEqual(['c 250000']);
  expect(covers({ fromMs: 5 }, null)).toBe(false);
  expect(covers({ fromMs: 5 }, 5)).toBe(true);
});

test('over the budget the views unused for longest go, never those that are kept', () => {
  const have = [loaded('a', null, 40, 3), loaded('b', null, 40, 1), loaded('c', null, 40, 2)];
  expect(planDrops(have, new Set(), 120)).toEqual([]);
  expect(planDrops(have, new Set(), 100)).toEqual(['b']);
  expect(planDrops(have, new Set(['b']), 50)).toEqual(['c', 'a']);
});
