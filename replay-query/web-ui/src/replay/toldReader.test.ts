// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test, vi } from 'vitest';
import { linesOf, streamOf } from '../../test/stream';
import { ToldReader } from './toldReader';

const view = (id: string, endMs = 1) => ({ id, tab: null, url: null, name: null, startMs: 0, endMs });
const timeline = { views: [view('a'), view('b')], missing: [], damaged: [] };
const call = (level: string, timestamp: number) => ({
  type: 6,
  timestamp,
  data: { plugin: 'rrweb/console@1', payload: { level, payload: ['"said"'] } },
});
const AT_MS = 1795438689438;

async function read(reader: ToldReader): Promise<ToldReader> {
  reader.start();
  await new Promise<void>((resolve) => {
    const stop = reader.state.subscribe(
      (state) => state !== 'loading' && setTimeout(() => (stop(), resolve())),
    );
  });
  return reader;
}

test('all views are read, one after the other, and what tells nothing is not even parsed', async () => {
  const asked: string[] = [];
  const reader = new ToldReader(timeline, async ({ view }) => {
    asked.push(view);
    return streamOf(`{"type":3, no JSON}\n${linesOf(call('info', AT_MS))}`);
  });
  reader.start();
  await read(reader);
  expect(asked).toEqual(['a', 'b']);
  expect(reader.told.value.console.map(({ kind, view }) => `${kind} ${view}`)).toEqual(['info a', 'info b']);
  expect(reader.state.value).toBe('complete');
});

test('what cannot be read is said, keeps what was read, and is tried again', async () => {
  let works = false;
  const reader = new ToldReader(timeline, async ({ view }) => {
    if (view === 'b' && !works) throw new Error('503');
    return streamOf(linesOf(call('warn', AT_MS)));
  });
  await read(reader);
  expect([reader.state.value, reader.told.value.console.length]).toEqual(['failed', 1]);
  works = true;
  reader.retry();
  await read(reader);
  expect([reader.state.value, reader.told.value.console.length]).toEqual(['complete', 2]);
});

test('what comes later is told once, and what happened twice at one moment twice', async () => {
  const a = [call('info', AT_MS), call('info', AT_MS)];
  const asked: (number | null)[] = [];
  const reader = new ToldReader({ ...timeline, views: [view('a', 10)] }, async ({ fromMs }) => {
    asked.push(fromMs);
    return streamOf(linesOf(...a));
  });
  await read(reader);
  expect(reader.told.value.console.length).toBe(2);
  reader.follow({ ...timeline, views: [view('a', 10)] });
  expect(asked).toEqual([null]);

  a.push(call('warn', AT_MS + 5), call('warn', AT_MS + 5));
  const told = new Promise<void>((resolve) => {
    const stop = reader.told.subscribe(
      ({ console }) => console.length === 4 && setTimeout(() => (stop(), resolve())),
    );
  });
  reader.follow({ ...timeline, views: [view('a', 20)] });
  await told;
  expect(asked).toEqual([null, 10]);
  expect(new Set(reader.told.value.console.map(({ id }) => id)).size).toBe(4);
  expect(reader.state.value).toBe('complete');
});

test('where a hole has closed the view is read from its beginning', async () => {
  const hole = { view: 'a', fromIndex: 1, toIndex: 1, startMs: 2, endMs: 3, reason: 'LOST' };
  const lines = [call('info', AT_MS)];
  const asked: (number | null)[] = [];
  const views = [view('a', 10)];
  const reader = new ToldReader({ views, missing: [hole], damaged: [] }, async ({ fromMs }) => {
    asked.push(fromMs);
    return streamOf(linesOf(...lines));
  });
  await read(reader);
  lines.unshift(call('error', AT_MS - 5));
  reader.follow({ views, missing: [], damaged: [] });
  await vi.waitFor(() => expect(reader.told.value.console.length).toBe(2));
  expect(asked).toEqual([null, null]);
});
