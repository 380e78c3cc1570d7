// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { standingOf } from './status';

const summary = (
  status: 'OPEN' | 'CLOSED',
  endMs: number | null,
  receivedMs: number | null = 10_000_000,
) => ({
  status,
  endMs,
  receivedMs,
});

test('a session is live while it is recorded as it comes', () => {
  expect(standingOf(summary('OPEN', 9_995_000))).toBe('live');
  expect(standingOf(summary('OPEN', 9_700_001))).toBe('live');
  expect(standingOf(summary('OPEN', 10_400_000)), 'a clock that is ahead').toBe('live');
});

test('what comes long after it was recorded is not live, though more may come', () => {
  expect(standingOf(summary('OPEN', 9_700_000))).toBe('open');
  expect(standingOf(summary('OPEN', null))).toBe('open');
  expect(standingOf(summary('OPEN', 9_995_000, null))).toBe('open');
});

test('a closed session is closed, whenever it ended', () => {
  expect(standingOf(summary('CLOSED', 9_995_000))).toBe('closed');
});
