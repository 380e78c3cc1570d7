// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { LIST_KINDS } from './kinds';
import { itemUrl, momentUrl, readRoute, replayUrl, sessionUrl } from './routes';

const route = (path: string) => readRoute(new URL(path, 'http://playhead'));

test('each list has its address, and the sessions two', () => {
  expect(route('/')).toEqual({ page: 'explorer', kind: 'sessions' });
  for (const kind of LIST_KINDS) {
    expect(route(`/${kind}?app=a`)).toEqual({ page: 'explorer', kind });
    expect(route(`/${kind}/`)).toEqual({ page: 'explorer', kind });
  }
});

test('the health of the installation has a page', () => {
  expect(route('/health')).toEqual({ page: 'health' });
});

test('a link to a session is a replay of its own', () => {
  expect(route('/share/a.b-c_d')).toEqual({
    page: 'replay',
    place: { token: 'a.b-c_d' },
    atMs: null,
    view: null,
    kind: null,
    play: false,
  });
  const url = replayUrl({ token: 'a.b' }, { atMs: 12.7, view: 'v1' });
  expect(url).toBe('/share/a.b?t=12&view=v1');
  expect(route(url)).toMatchObject({ place: { token: 'a.b' }, atMs: 12, view: 'v1' });
});

test('what is no page is unknown', () => {
  for (const path of [
    '/nothing',
    '/share',
    '/share/',
    '/share/a/b',
    '/apps/a',
    '/apps/a/sessions',
    '/apps/a/sessions/s/errors',
    '/apps/a/sessions/s/clicks/1',
    '/apps/a/sessions/s/errors/1/2',
    '/apps//sessions/s',
    '/apps/%E0%A4%A/sessions/s',
  ]) {
    expect(route(path), path).toEqual({ page: 'unknown' });
  }
});

test('details have the address of what they are about, also where an id has slashes', () => {
  expect(route(sessionUrl('shop.eu', 's-1'))).toEqual({
    page: 'session',
    app: 'shop.eu',
    session: 's-1',
    tab: 'views',
  });
  expect(route(sessionUrl('a', 's', 'long-tasks'))).toMatchObject({ tab: 'long-tasks' });
  expect(route('/apps/a/sessions/s?tab=nothing')).toMatchObject({ tab: 'views' });
  expect(itemUrl('a', 's', 'errors', 'home/0/7')).toBe('/apps/a/sessions/s/errors/home%2F0%2F7');
  expect(route(itemUrl('a', 's', 'errors', 'home/0/7'))).toEqual({
    page: 'item',
    app: 'a',
    session: 's',
    kind: 'errors',
    id: 'home/0/7',
  });
});

test('a link to a moment leads back to it, in whole milliseconds', () => {
  const url = replayUrl({ app: 'shop.eu', session: 'id-1' }, { atMs: 1795439019680.7, view: 'v&1' });
  expect(route(url)).toEqual({
    page: 'replay',
    place: { app: 'shop.eu', session: 'id-1' },
    atMs: 1795439019680,
    view: 'v&1',
    kind: null,
    play: false,
  });
});

test('the replay of an event begins two seconds before it, and plays where that is asked for', () => {
  const moment = { app: 'a', session: 's', view: 'v', atMs: 10_000 };
  expect(momentUrl(moment)).toBe('/apps/a/sessions/s/replay?t=8000&view=v');
  expect(route(momentUrl(moment, true))).toMatchObject({ atMs: 8000, play: true });
  expect(route(replayUrl({ app: 'a', session: 's' }))).toMatchObject({ atMs: null, play: false });
});

test('a time that is none is left out', () => {
  expect(route('/apps/a/sessions/s/replay?t=soon')).toMatchObject({ atMs: null });
});
