// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { standingOf } from './status';

const NOW_MS = 1_795_450_000_000;
const MINUTE_MS = 60_000;
const standing = (status: 'OPEN' | 'CLOSED', endMs: number | null) => standingOf({ status, endMs }, NOW_MS);

test('a session is live while what comes of it has just been recorded', () => {
  expect(standing('OPEN', NOW_MS - 5000)).toBe('live');
  expect(standing('OPEN', NOW_MS - 5 * MINUTE_MS + 1)).toBe('live');
  expect(standing('OPEN', NOW_MS + 5 * MINUTE_MS), 'a clock that is ahead').toBe('live');
});

test('what was recorded some time ago is not live, though more may come', () => {
  expect(standing('OPEN', NOW_MS - 5 * MINUTE_MS)).toBe('open');
  expect(standing('OPEN', NOW_MS - 24 * 60 * MINUTE_MS)).toBe('open');
  expect(standing('OPEN', null)).toBe('open');
});

test('a closed session is closed, whenever it ended', () => {
  expect(standing('CLOSED', NOW_MS - 5000)).toBe('closed');
});
