// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test, vi } from 'vitest';
import type { Timeline } from '../api/types';
import { Controller, type Screen } from '../player/controller';
import { Library } from '../player/library';
import { recordingOf } from '../player/recording';
import { changedViews, Follower, isPlayable } from './follower';

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

/** A follower whose timelines are answered by the test, in the order in which they were asked for. */
function followerOf() {
  const screen = { running: false, clear() {}, pause() {} } as unknown as Screen;
  const library = new Library([], () => Promise.reject(new Error('no events')));
  const controller = new Controller(recordingOf(timeline), library, screen, () => () => {}, true);
  const asked: { resolve: (timeline: Timeline) => void; reject: (reason: Error) => void }[] = [];
  const follower = new Follower(timeline, controller, library, {
    timeline: () => new Promise((resolve, reject) => asked.push({ resolve, reject })),
    segment: () => Promise.reject(new Error('no segments')),
  });
  return { follower, controller, asked };
}

const withGap = (startMs: number) => ({ ...timeline, inactivity: [{ startMs, endMs: startMs + 1 }] });

test('what is asked for while the timeline is read is read behind it, and the last answer stays', async () => {
  const { follower, controller, asked } = followerOf();
  const first = follower.refresh();
  const second = follower.refresh();
  await Promise.resolve();
  expect(asked.length).toBe(1);
  asked[0]!.resolve(withGap(1));
  expect(await first).toBe(true);
  await vi.waitFor(() => expect(asked.length).toBe(2));
  asked[1]!.resolve(withGap(2));
  expect(await second).toBe(true);
  expect([follower.timeline.value.inactivity, controller.gaps.value]).toEqual([
    withGap(2).inactivity,
    withGap(2).inactivity,
  ]);
});

test('what cannot be read is told, and the next reading is another chance', async () => {
  const { follower, asked } = followerOf();
  const failing = follower.refresh();
  const next = follower.refresh();
  await vi.waitFor(() => expect(asked.length).toBe(1));
  asked[0]!.reject(new Error('503'));
  expect([await failing, follower.timeline.value.inactivity]).toEqual([false, []]);
  await vi.waitFor(() => expect(asked.length).toBe(2));
  asked[1]!.resolve(withGap(1));
  expect([await next, follower.timeline.value.inactivity]).toEqual([true, withGap(1).inactivity]);
});
