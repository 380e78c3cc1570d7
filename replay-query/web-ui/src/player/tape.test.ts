// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { linesOf, streamOf } from '../../test/stream';
import { readLines } from './ndjson';
import { Tape } from './tape';

const meta = (timestamp: number) => ({
  type: 4,
  timestamp,
  data: { href: 'http://shop/', width: 800, height: 600 },
});
const snapshot = (timestamp: number) => ({ type: 2, timestamp, data: { node: { type: 0, childNodes: [] } } });
const move = (timestamp: number) => ({ type: 3, timestamp, data: { source: 1, positions: [] } });
const hole = (timestamp: number, untilMs: number | null, playable: boolean) => ({
  type: 5,
  timestamp,
  data: { tag: 'playhead.gap', payload: { reason: 'LOST', untilMs, playable } },
});

async function tapeOf(...events: unknown[]): Promise<Tape> {
  const tape = new Tape('v', null, async () => streamOf(linesOf(...events)));
  await tape.whenReadyAt(Infinity);
  return tape;
}

test('lines are read whole, however the stream is cut', async () => {
  const text = `${linesOf({ text: 'Grüße, 世界' }, 2)}\n3`;
  for (const size of [1, 2, 3, 1000]) {
    const values = [];
    for await (const line of readLines(streamOf(text, size))) values.push(line.value);
    expect(values).toEqual([{ text: 'Grüße, 世界' }, 2, 3]);
  }
});

test('it knows its first picture and how far it reaches', async () => {
  const tape = await tapeOf(meta(100), snapshot(101), move(150));
  expect([tape.state, tape.pictureMs, tape.reachesMs, tape.events.length]).toEqual(['complete', 101, 150, 3]);
});

test('a picture without a size gets one, or its frame would stay hidden', async () => {
  const tape = await tapeOf(snapshot(101));
  expect(tape.events.map((event) => event.type)).toEqual([4, 2]);
});

test('holes are kept apart from the events; one that stops the picture comes before one that harms it', async () => {
  const tape = await tapeOf(
    meta(0),
    snapshot(1),
    hole(10, 90, true),
    hole(20, 40, false),
    hole(95, null, false),
  );
  expect(tape.events.length).toBe(2);
  expect(tape.holeAt(9)).toBeNull();
  expect(tape.holeAt(10)?.playable).toBe(true);
  expect(tape.holeAt(20)?.playable).toBe(false);
  expect(tape.holeAt(40)?.playable).toBe(true);
  expect(tape.holeAt(1e15)?.untilMs).toBeNull();
});

test('a frame can be shown as soon as the events have reached it', async () => {
  let enqueue!: (text: string) => void;
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      enqueue = (text) => controller.enqueue(new TextEncoder().encode(text));
    },
  });
  const tape = new Tape('v', null, async () => stream);
  const events = Array.from({ length: 600 }, (_, n) => move(n + 2));
  enqueue(linesOf(meta(0), snapshot(1), ...events));
  await tape.whenReadyAt(100);
  expect(tape.state).toBe('loading');
  expect(tape.readyAt(10_000)).toBe(false);
  tape.dispose();
});

test('a stream that breaks makes it failed, and says why', async () => {
  const tape = new Tape('v', null, () => Promise.reject(new Error('no')));
  await tape.whenReadyAt(0);
  expect([tape.state, (tape.failure as Error).message]).toEqual(['failed', 'no']);
});

test('media are not started: their files are never there', async () => {
  const play = { type: 3, timestamp: 120, data: { source: 7, type: 0, id: 4 } };
  const tape = await tapeOf(meta(100), snapshot(101), play, move(150));
  expect(tape.events.map(({ timestamp }) => timestamp)).toEqual([100, 101, 150]);
});

test('what came since is read behind what there is, once', async () => {
  const tape = await tapeOf(meta(100), snapshot(101), move(150));
  let read = 0;
  const more = async () => {
    read++;
    return streamOf(linesOf(move(200), move(250)));
  };
  const grown = tape.extend(250, more);
  await Promise.all([grown, tape.extend(250, more)]);
  expect([read, tape.state, tape.reachesMs, tape.events.length]).toEqual([1, 'complete', 250, 5]);
});

test('what is here already is not shown twice, though a segment ends behind its last event', async () => {
  const tape = await tapeOf(meta(100), snapshot(101), move(150));
  expect(await tape.extend(180, async () => streamOf(linesOf(move(120), move(150))))).toBe(true);
  expect(tape.events.map(({ timestamp }) => timestamp)).toEqual([100, 101, 150]);
});

test('what came since and cannot be read is told, and what there is stays', async () => {
  const tape = await tapeOf(meta(100), snapshot(101));
  expect(await tape.extend(200, () => Promise.reject(new Error('409')))).toBe(false);
  expect([tape.state, tape.events.length]).toEqual(['complete', 2]);
});
