// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { linesOf, streamOf } from '../../test/stream';
import { ToldReader } from './toldReader';

const views = ['a', 'b'].map((id) => ({ id, startMs: 0, endMs: 1 }));
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
  const reader = new ToldReader(views, async ({ view }) => {
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
  const reader = new ToldReader(views, async ({ view }) => {
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
