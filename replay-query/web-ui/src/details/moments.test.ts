// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Marker } from '../api/types';
import { rowsOf } from './lanes';
import { after, around, before, inside, offsetOf } from './moments';

const marker = (kind: string, atMs: number, parts: Partial<Marker> = {}): Marker => ({
  id: `${kind}${atMs}`,
  kind,
  atMs,
  durationMs: null,
  view: 'home',
  label: null,
  attributes: null,
  ...parts,
});

const resource = (atMs: number, status: number) =>
  marker('resource', atMs, { attributes: { 'resource.status_code': status } });

const idsOf = (markers: readonly Marker[]) => markers.map(({ id }) => id);

test('before an error stands what led to it: what was done and what failed, not what merely loaded', () => {
  const error = marker('error', 500);
  const markers = [
    marker('view', 100),
    resource(150, 200),
    marker('longTask', 200),
    resource(300, 500),
    marker('action', 500),
    error,
    marker('click', 501),
  ];
  expect(idsOf(before(markers, error))).toEqual(['view100', 'resource300', 'action500']);
});

test('of much that came before, the last is told', () => {
  const markers = Array.from({ length: 40 }, (_, index) => marker('click', index));
  const told = before(markers, marker('error', 100));
  expect([told.length, told[0]!.atMs, told.at(-1)!.atMs]).toEqual([15, 25, 39]);
});

test('after an action stands what followed within ten seconds, with what it loaded', () => {
  const action = marker('action', 1000);
  const markers = [
    marker('click', 999),
    action,
    resource(1000, 200),
    marker('error', 11_000),
    marker('view', 11_001),
  ];
  expect(idsOf(after(markers, action))).toEqual(['resource1000', 'error11000']);
});

test('around an item stands as much before it as after it', () => {
  const markers = Array.from({ length: 30 }, (_, index) => marker('resource', index));
  const told = around(markers, markers[15]!);
  expect(told.map(({ atMs }) => atMs)).toEqual([9, 10, 11, 12, 13, 14, 16, 17, 18, 19, 20, 21]);
  expect(idsOf(around([markers[3]!], markers[3]!))).toEqual([]);
});

test('in a view stands what happened in it', () => {
  const markers = [
    marker('view', 1),
    marker('click', 2),
    marker('click', 3, { view: 'cart' }),
    resource(4, 404),
  ];
  expect(idsOf(inside(markers, 'home'))).toEqual(['click2', 'resource4']);
});

test('how long before or after is said in the unit that fits', () => {
  expect([
    offsetOf(1000, 1000),
    offsetOf(960, 1000),
    offsetOf(4290, 1000),
    offsetOf(0, 59_999),
    offsetOf(0, 125_000),
  ]).toEqual(['+0 ms', '−40 ms', '+3.2 s', '−59.9 s', '−2:05']);
});

test('views that were open at the same time lie in rows of their own', () => {
  const view = (id: string, startMs: number, endMs: number) => ({
    id,
    startMs,
    endMs,
    tab: null,
    url: null,
    name: null,
  });
  const rows = rowsOf([view('b', 10, 20), view('a', 0, 10), view('other tab', 5, 30), view('c', 20, 40)]);
  expect(rows.map((row) => row.map(({ id }) => id))).toEqual([['a', 'b', 'c'], ['other tab']]);
});
