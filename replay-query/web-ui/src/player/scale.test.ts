// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { forAll, type Random } from '../../test/property';
import type { Gap } from './gaps';
import { scaleOf } from './scale';

function session(random: Random): { startMs: number; endMs: number; gaps: Gap[] } {
  const startMs = random.whole(0, 1_800_000_000_000);
  const gaps: Gap[] = [];
  let atMs = startMs;
  for (let count = random.whole(0, 40); count > 0; count--) {
    const gapStartMs = atMs + random.whole(0, 20_000);
    atMs = gapStartMs + random.whole(1, 600_000);
    gaps.push({ startMs: gapStartMs, endMs: atMs });
  }
  return { startMs, endMs: atMs + random.whole(0, 20_000), gaps };
}

test('it runs from 0 to 1 and never back', () => {
  forAll((random) => {
    const { startMs, endMs, gaps } = session(random);
    const scale = scaleOf(startMs, endMs, gaps, true);
    expect(scale.fractionOf(startMs)).toBe(0);
    if (endMs > startMs) expect(scale.fractionOf(endMs)).toBe(1);
    let before = -1;
    for (let step = 0; step <= 200; step++) {
      const fraction = scale.fractionOf(startMs + ((endMs - startMs) * step) / 200);
      expect(fraction).toBeGreaterThanOrEqual(before);
      before = fraction;
    }
  });
});

test('its two directions are inverse to each other', () => {
  forAll((random) => {
    const { startMs, endMs, gaps } = session(random);
    for (const folded of [true, false]) {
      const scale = scaleOf(startMs, endMs, gaps, folded);
      for (let probe = 0; probe < 20; probe++) {
        const atMs = random.whole(startMs, endMs);
        expect(Math.abs(scale.timeAt(scale.fractionOf(atMs)) - atMs)).toBeLessThan(1);
      }
    }
  });
});

test('a folded gap takes a small part of the bar and the activity the rest', () => {
  const scale = scaleOf(0, 100_000, [{ startMs: 10_000, endMs: 90_000 }], true);
  expect(scale.fractionOf(90_000) - scale.fractionOf(10_000)).toBeCloseTo(0.03);
  expect(scale.fractionOf(10_000)).toBeCloseTo(0.485);
});

test('many gaps together take no more than half of the bar', () => {
  const gaps = Array.from({ length: 100 }, (_, n) => ({ startMs: n * 100 + 10, endMs: n * 100 + 100 }));
  const scale = scaleOf(0, 10_000, gaps, true);
  const shares = gaps.map((gap) => scale.fractionOf(gap.endMs) - scale.fractionOf(gap.startMs));
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(0.5);
});

test('gaps at both ends, a session that is one gap, and one of no length have a scale', () => {
  const ends = scaleOf(
    0,
    30,
    [
      { startMs: 0, endMs: 10 },
      { startMs: 20, endMs: 30 },
    ],
    true,
  );
  expect(ends.fractionOf(10)).toBeCloseTo(0.03);
  expect(ends.fractionOf(20)).toBeCloseTo(0.97);
  expect(scaleOf(0, 30, [{ startMs: 0, endMs: 30 }], true).fractionOf(15)).toBe(0.5);
  expect(scaleOf(7, 7, [], true).fractionOf(7)).toBe(0);
});

test('times and places outside are held at the ends', () => {
  const scale = scaleOf(100, 200, [], true);
  expect(scale.fractionOf(0)).toBe(0);
  expect(scale.fractionOf(999)).toBe(1);
  expect(scale.timeAt(-1)).toBe(100);
  expect(scale.timeAt(2)).toBe(200);
});
