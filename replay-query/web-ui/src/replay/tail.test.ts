// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { streamOf } from '../../test/stream';
import { RequestError, type Failure } from '../api/client';
import { tailOf, type OpenTail } from './tail';

const event = (id: number, name = 'marker') => `id: ${id}\nevent: ${name}\ndata: {}\n\n`;
const refused = (failure: Failure) => Promise.reject(new RequestError(failure));
const restoring = (retryAfterMs: number) => refused({ kind: 'restoring', progress: null, retryAfterMs });
const broken = () => refused({ kind: 'broken', detail: 'The service answered 502.' });

/** Follows a service that gives these answers, one after the other, and nothing after them. */
async function follow(...answers: OpenTail[]) {
  const abort = new AbortController();
  const told: string[] = [];
  const asked: (string | null)[] = [];
  const pauses: number[] = [];
  const open: OpenTail = (after, signal) => {
    asked.push(after);
    return answers[asked.length - 1]!(after, signal);
  };
  const wait = async (ms: number) => {
    pauses.push(ms);
    if (asked.length === answers.length) abort.abort();
  };
  for await (const { id, name } of tailOf(open, abort.signal, wait)) told.push(`${id} ${name}`);
  return { told, asked, pauses };
}

test('a stream that ends is taken up behind what it told, until the session is over', async () => {
  const { told, asked } = await follow(
    async () => streamOf(event(1) + event(2, 'segment')),
    async () => streamOf(event(3) + event(4, 'end') + event(5)),
    broken,
  );
  expect(told).toEqual(['1 marker', '2 segment', '3 marker', '4 end']);
  expect(asked).toEqual([null, '2']);
});

test('one who was refused comes back, not before the service asked for, and less often each time', async () => {
  const { told, asked, pauses } = await follow(
    async () => streamOf(event(1)),
    () => restoring(8000),
    ...Array.from({ length: 12 }, () => broken),
    async () => streamOf(event(2)),
    broken,
  );
  expect(told).toEqual(['1 marker', '2 marker']);
  expect(asked.slice(1, -1)).toEqual(asked.slice(1, -1).map(() => '1'));
  expect(pauses[1]).toBe(8000);
  expect(pauses[2]).toBeLessThan(3000);
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(500);
  expect(pauses[13]).toBeGreaterThanOrEqual(15_000);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(30_000);
  expect(pauses.at(-1), 'what has worked since is not held against it').toBeLessThanOrEqual(1000);
});

test('a connection that breaks is taken up again', async () => {
  const breaking = () =>
    new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(event(7))),
      pull: (controller) => controller.error(new TypeError('network error')),
    });
  const { told, asked } = await follow(
    async () => breaking(),
    async () => streamOf(event(8, 'end')),
  );
  expect(told).toEqual(['7 marker', '8 end']);
  expect(asked).toEqual([null, '7']);
});

for (const [what, answer] of [
  ['is not known', () => refused({ kind: 'absent' })],
  ['is gone', () => refused({ kind: 'gone', detail: 'erased' })],
  ['may not be asked for', () => refused({ kind: 'refused', detail: 'No' })],
  ['has no more', () => Promise.resolve(null)],
] satisfies [string, OpenTail][]) {
  test(`a session that ${what} is not asked for again`, async () => {
    const { asked, pauses } = await follow(answer, broken);
    expect([asked.length, pauses.length]).toEqual([1, 0]);
  });
}
