// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Timeline } from '../api/types';
import { changedViews, isPlayable } from './follower';

const timeline: Timeline = {
  app: 'a',
  session: 's',
  status: 'OPEN',
  startMs: 0,
  endMs: 1,
  activeMs: 1,
  inactiveMs: 0,
  views: [],
  markers: [],
  inactivity: [],
  missing: [],
  damaged: [],
};
const hole = (view: string, fromIndex: number) => ({
  view,
  fromIndex,
  toIndex: fromIndex,
  startMs: 1,
  endMs: 2,
  reason: 'LOST',
});

test('a view is read anew where a hole has come, closed or moved, and no other', () => {
  const before = { ...timeline, missing: [hole('closed', 1), hole('moved', 1), hole('same', 1)] };
  const now = { ...timeline, missing: [hole('moved', 2), hole('same', 1), hole('new', 1)] };
  expect([...changedViews(before, now)].sort()).toEqual(['closed', 'moved', 'new']);
  expect(changedViews(now, now).size).toBe(0);
});

test('nothing is asked for where the picture is lost', () => {
  const lost = { view: 'v', startMs: 10, endMs: 20, reason: 'LOST', playable: false };
  const damaged = { ...timeline, damaged: [lost, { ...lost, startMs: 40, endMs: null }] };
  expect([9, 10, 19, 20, 41].map((atMs) => isPlayable(damaged, 'v', atMs))).toEqual([
    true,
    false,
    false,
    true,
    false,
  ]);
  expect(isPlayable(damaged, 'other', 15)).toBe(true);
});
