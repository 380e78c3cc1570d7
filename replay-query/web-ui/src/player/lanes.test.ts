// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { forAll } from '../../test/property';
import { laneSchedule, nextPlayable, stretchAt } from './lanes';

const lane = (id: string, startMs: number, endMs: number) => ({ id, startMs, endMs });

test('pages that follow one another are shown one after the other', () => {
  expect(laneSchedule([lane('a', 0, 100), lane('b', 100, 150)], [])).toEqual([
    { view: 'a', fromMs: 0, toMs: 100 },
    { view: 'b', fromMs: 100, toMs: 150 },
  ]);
});

test('a page that begins before the one before it has ended is shown at once', () => {
  expect(laneSchedule([lane('a', 0, 110), lane('b', 100, 150)], [])).toEqual([
    { view: 'a', fromMs: 0, toMs: 100 },
    { view: 'b', fromMs: 100, toMs: 150 },
  ]);
});

test('of two tabs the one is shown in which the user was active last', () => {
  const tabs = [lane('a', 0, 100), lane('b', 10, 100)];
  const calls = [
    { atMs: 40, view: 'a' },
    { atMs: 60, view: 'b' },
  ];
  expect(laneSchedule(tabs, calls)).toEqual([
    { view: 'a', fromMs: 0, toMs: 10 },
    { view: 'b', fromMs: 10, toMs: 40 },
    { view: 'a', fromMs: 40, toMs: 60 },
    { view: 'b', fromMs: 60, toMs: 100 },
  ]);
});

test('when the active tab is closed the other one is shown again', () => {
  expect(laneSchedule([lane('a', 0, 100), lane('b', 10, 50)], []).at(-1)).toEqual({
    view: 'a',
    fromMs: 50,
    toMs: 100,
  });
});

test('calls outside a view, or of an unknown one, change nothing', () => {
  const calls = [
    { atMs: 500, view: 'a' },
    { atMs: 5, view: 'x' },
  ];
  expect(laneSchedule([lane('a', 0, 100)], calls)).toEqual([{ view: 'a', fromMs: 0, toMs: 100 }]);
});

test('a view of a single moment is shown', () => {
  expect(laneSchedule([lane('a', 7, 7)], [])).toEqual([{ view: 'a', fromMs: 7, toMs: 8 }]);
});

test('stretches cover what the views cover, in order and once', () => {
  forAll((random) => {
    const views = Array.from({ length: random.whole(0, 8) }, (_, n) => {
      const startMs = random.whole(0, 200);
      return lane(`v${n}`, startMs, startMs + random.whole(1, 80));
    });
    const calls = Array.from({ length: random.whole(0, 20) }, () => ({
      atMs: random.whole(0, 300),
      view: `v${random.whole(0, 9)}`,
    }));
    const stretches = laneSchedule(views, calls);
    for (let atMs = 0; atMs < 300; atMs++) {
      const shown = stretches.filter((stretch) => stretch.fromMs <= atMs && atMs < stretch.toMs);
      const open = views.filter((view) => view.startMs <= atMs && atMs < view.endMs).map((view) => view.id);
      expect(shown.length).toBe(open.length > 0 ? 1 : 0);
      if (shown[0]) expect(open).toContain(shown[0].view);
    }
  }, 100);
});

test('in a hole the page before it stays, before the first page that one is shown', () => {
  const stretches = laneSchedule([lane('a', 10, 20), lane('b', 50, 60)], []);
  expect(stretchAt(stretches, 0)?.view).toBe('a');
  expect(stretchAt(stretches, 30)?.view).toBe('a');
  expect(stretchAt(stretches, 50)?.view).toBe('b');
  expect(stretchAt(stretches, 999)?.view).toBe('b');
  expect(stretchAt([], 0)).toBeNull();
});

test('the next playable moment is behind all that cannot be shown', () => {
  const stretches = laneSchedule([lane('a', 0, 100), lane('b', 100, 200), lane('c', 200, 300)], []);
  const whole = { view: 'b', startMs: 100, endMs: 200 };
  const tail = { view: 'a', startMs: 40, endMs: 100 };
  expect(nextPlayable(stretches, [tail, whole], 10)).toBe(10);
  expect(nextPlayable(stretches, [tail, whole], 50)).toBe(200);
  expect(nextPlayable(stretches, [{ view: 'a', startMs: 40, endMs: 70 }], 50)).toBe(70);
  expect(nextPlayable(stretches, [{ view: 'c', startMs: 0, endMs: Infinity }], 200)).toBeNull();
});
