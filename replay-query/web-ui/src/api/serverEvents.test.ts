// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { streamOf } from '../../test/stream';
import { readServerEvents, type ServerEvent } from './serverEvents';

async function read(text: string, pieceBytes?: number): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  for await (const event of readServerEvents(streamOf(text, pieceBytes))) events.push(event);
  return events;
}

test('events are read however their bytes are cut, without comments and what tells when to come back', async () => {
  const text =
    'retry: 2000\n\n: still here\n\n' +
    'id: 1\nevent: segment\ndata: {"id":"ü"}\n\n' +
    'id:2\r\nevent:marker\r\ndata:1\r\ndata: 2\r\n\r\n';
  for (const pieceBytes of [1, 3, 7, 1000]) {
    expect(await read(text, pieceBytes)).toEqual([
      { id: '1', name: 'segment', data: '{"id":"ü"}' },
      { id: '2', name: 'marker', data: '1\n2' },
    ]);
  }
});

test('an event that the connection cut is none', async () => {
  expect(await read('event: marker\ndata: 1\n\nid: 9\nevent: segment\ndata: {"i')).toEqual([
    { id: null, name: 'marker', data: '1' },
  ]);
});
