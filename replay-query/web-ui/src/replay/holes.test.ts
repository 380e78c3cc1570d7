// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Timeline } from '../api/types';
import { holesOf } from './holes';

const timeline = (parts: Partial<Timeline>) =>
  ({
    views: [{ id: 'a', startMs: 10, endMs: 90 }],
    missing: [],
    damaged: [],
    ...parts,
  }) as unknown as Timeline;
const missing = (view: string | null, startMs: number | null, endMs: number | null) => ({
  view,
  fromIndex: 0,
  toIndex: 0,
  startMs,
  endMs,
  reason: 'LOST',
});

test('an unknown end is that of the view, and what belongs nowhere is not drawn', () => {
  const parts = [
    missing('a', 50, null),
    missing('a', null, 20),
    missing('a', null, null),
    missing('x', null, 5),
  ];
  expect(holesOf(timeline({ missing: parts }))).toEqual([
    { startMs: 10, endMs: 20, playable: true },
    { startMs: 10, endMs: 90, playable: true },
    { startMs: 50, endMs: 90, playable: true },
  ]);
});

test('damage that stops the picture is told apart', () => {
  const damaged = [{ view: 'a', startMs: 30, endMs: 40, reason: 'UNSUPPORTED', playable: false }];
  expect(holesOf(timeline({ damaged }))).toEqual([{ startMs: 30, endMs: 40, playable: false }]);
});
