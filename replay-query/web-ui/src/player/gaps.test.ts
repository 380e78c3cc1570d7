// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { gapAt, nextGap } from './gaps';

const short = { startMs: 1000, endMs: 1010 };
const long = { startMs: 5000, endMs: 81_000 };
const gaps = [short, long];

test('a gap begins with its first millisecond and is over at its end', () => {
  expect(gapAt(gaps, 4999)).toBeNull();
  expect(gapAt(gaps, 5000)).toBe(long);
  expect(gapAt(gaps, 80_999.9)).toBe(long);
  expect(gapAt(gaps, 81_000)).toBeNull();
});

test('whatever the service calls a gap is one, however short', () => {
  expect(gapAt(gaps, 1005)).toBe(short);
});

test('the next gap is the one that is not over', () => {
  expect(nextGap(gaps, 0)).toBe(short);
  expect(nextGap(gaps, 1010)).toBe(long);
  expect(nextGap(gaps, 6000)).toBe(long);
  expect(nextGap(gaps, 81_000)).toBeNull();
});
