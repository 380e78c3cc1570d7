// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { readLines } from '../player/ndjson';
import { eventsOf, readBlock, type Block } from './blocks';

async function block(view: string, text: string): Promise<Block> {
  const gzip = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  const bytes = new Uint8Array(await new Response(gzip).arrayBuffer());
  return { view, text: btoa(String.fromCharCode(...bytes)) };
}

test('a block is the text that was put into it', async () => {
  const text = '{"label":"</script><!-- ü 漢"}';
  expect(await readBlock(await block('', text))).toBe(text);
});

test("a view's events are those of its blocks, in order", async () => {
  const blocks = await Promise.all([
    block('a', '{"n":1}\n{"n":2}\n'),
    block('b', '{"n":9}\n'),
    block('a', '{"n":3}\n'),
  ]);
  const read = [];
  for await (const { value } of readLines(eventsOf(blocks, 'a'))) read.push(value);
  expect(read).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

test('a view without blocks has no events', async () => {
  const read = [];
  for await (const { value } of readLines(eventsOf([], 'a'))) read.push(value);
  expect(read).toEqual([]);
});
