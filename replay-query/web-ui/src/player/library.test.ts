// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { linesOf } from '../../test/stream';
import { Library } from './library';

const MINUTE = 60_000;
const views = [{ id: 'a', startMs: 0, endMs: 60 * MINUTE }];

/** A library whose streams bring one event and then nothing more, and what it has asked for. */
function slowLibrary(reachesMs: number) {
  const asked: (number | null)[] = [];
  const library = new Library(views, async ({ fromMs }) => {
    asked.push(fromMs);
    const line = linesOf({ type: 3, timestamp: reachesMs, data: { source: 1 } });
    return new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode(line)) });
  });
  return { asked, library };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

test('a moment far ahead of what has been read is loaded by itself', async () => {
  const { asked, library } = slowLibrary(MINUTE);
  library.tapeAt('a', 0);
  await settle();
  library.tapeAt('a', 50 * MINUTE);
  expect(asked).toEqual([null, 50 * MINUTE]);
  library.dispose();
});

test('a moment that will be read soon is waited for', async () => {
  const { asked, library } = slowLibrary(20 * MINUTE);
  const tape = library.tapeAt('a', 0);
  await settle();
  expect([library.tapeAt('a', 4 * MINUTE), library.tapeAt('a', 24 * MINUTE)]).toEqual([tape, tape]);
  expect(asked).toEqual([null]);
  library.dispose();
});
