// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { readRoute, replayUrl } from './routes';

const route = (path: string) => readRoute(new URL(path, 'http://playhead'));

test('the list is at two addresses', () => {
  expect(route('/')).toEqual({ page: 'sessions' });
  expect(route('/sessions?app=a')).toEqual({ page: 'sessions' });
  expect(route('/nothing')).toEqual({ page: 'unknown' });
});

test('a link to a moment leads back to it, in whole milliseconds', () => {
  const url = replayUrl('shop.eu', 'id-1', { atMs: 1795439019680.7, view: 'v&1' });
  expect(route(url)).toEqual({
    page: 'replay',
    app: 'shop.eu',
    session: 'id-1',
    atMs: 1795439019680,
    view: 'v&1',
    kind: null,
  });
});

test('a time that is none is left out', () => {
  expect(route('/apps/a/sessions/s/replay?t=soon')).toMatchObject({ atMs: null });
});
