// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Timeline } from '../api/types';
import { NewsReader } from './news';

const timeline = { endMs: 10_000, markers: [{ kind: 'error', id: 'e1' }] } as unknown as Timeline;

test('what the timeline has is no news', () => {
  const reader = new NewsReader(timeline);
  reader.marker({ kind: 'error', id: 'e1' });
  reader.segment({ endMs: 10_000 });
  reader.segment({ endMs: null });
  expect(reader.inWords()).toBe('');
});

test('what comes again is told once, and the same id of another kind is another marker', () => {
  const reader = new NewsReader(timeline);
  reader.marker({ kind: 'click', id: 'e1' });
  expect(reader.inWords()).toBe('1 new event');
  reader.marker({ kind: 'click', id: 'e1' });
  reader.marker({ kind: 'error', id: 'e2' });
  reader.segment({ endMs: 75_000 });
  reader.segment({ endMs: 40_000 });
  expect(reader.inWords()).toBe('1:05 more recorded, 2 new events');
});

test('an end is no news by itself', () => {
  const reader = new NewsReader(timeline);
  reader.end();
  expect(reader.news.over).toBe(true);
  expect(reader.inWords()).toBe('');
});
