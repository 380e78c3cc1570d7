// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Marker } from '../api/types';
import {
  countKinds,
  filterMarkers,
  hiddenKinds,
  indexAt,
  labelOf,
  neighbourOf,
  ticksOf,
  toldOnce,
} from './markers';

const marker = (kind: string, atMs: number, label: string | null = null): Marker => ({
  id: `${kind}${atMs}`,
  kind,
  atMs,
  durationMs: null,
  view: 'a',
  label,
  attributes: null,
});
const markers = [
  marker('view', 0, '/cart'),
  marker('click', 10),
  marker('error', 20, 'Total is undefined'),
  marker('resource', 20, 'GET /total'),
  marker('error', 30, 'Other'),
];

test('resources are off at first, unless the link asks for them', () => {
  const shown = (wanted: string | null) =>
    filterMarkers(markers, hiddenKinds(markers, wanted), '').map(({ kind }) => kind);
  expect(shown(null)).toEqual(['view', 'click', 'error', 'error']);
  expect(shown('resource')).toEqual(['resource']);
});

test('kinds are counted in the order of their filters, unknown ones last', () => {
  expect(
    countKinds([...markers, marker('newKind', 40)]).map(({ kind, count }) => `${kind} ${count}`),
  ).toEqual(['view 1', 'click 1', 'error 2', 'resource 1', 'newKind 1']);
});

test('text is searched in labels, whatever its case, within the chosen kinds', () => {
  expect(filterMarkers(markers, new Set(), ' TOTAL ').map(({ kind }) => kind)).toEqual(['error', 'resource']);
  expect(filterMarkers(markers, new Set(['resource']), 'total').length).toBe(1);
});

test('a label that says nothing becomes the name of the kind', () => {
  expect([null, ' ', 'click', 'Buy'].map((label) => labelOf(marker('click', 0, label)))).toEqual([
    'Click',
    'Click',
    'Click',
    'Buy',
  ]);
});

test("an SDK's own words become those of a reader, others stay as they were recorded", () => {
  expect(labelOf(marker('frustration', 0, 'dead_click'))).toBe('Dead click');
  expect(labelOf({ ...marker('longTask', 0, 'long-animation-frame'), durationMs: 87.4 })).toBe(
    'Long animation frame, 87 ms',
  );
  expect(labelOf(marker('action', 0, 'add_to_cart'))).toBe('add_to_cart');
});

test('a click that an action tells of by its name is told once', () => {
  const pressed = [
    marker('action', 1000, 'Buy'),
    marker('frustration', 1000, 'rage_click'),
    marker('click', 1004),
    marker('click', 1080),
    marker('click', 1101),
    marker('action', 2000),
    marker('click', 2003),
    marker('click', 3000, 'Help'),
    { ...marker('click', 995), view: 'b' },
  ].sort((a, b) => a.atMs - b.atMs);
  expect(toldOnce(pressed).map(({ kind, atMs }) => `${kind} ${atMs}`)).toEqual([
    'click 995',
    'action 1000',
    'frustration 1000',
    'click 1080',
    'click 1101',
    'action 2000',
    'click 2003',
    'click 3000',
  ]);
});

test('the current marker is the last one that is not later than the playhead', () => {
  expect([-1, 0, 19, 20, 99].map((atMs) => indexAt(markers, atMs))).toEqual([-1, 0, 1, 3, 4]);
});

test('the neighbour of an error is another one', () => {
  expect(neighbourOf('error', markers, 20, 1)?.atMs).toBe(30);
  expect(neighbourOf('error', markers, 30, -1)?.atMs).toBe(20);
  expect(neighbourOf('error', markers, 20.9, -1)).toBeNull();
  expect(neighbourOf('error', markers, 30, 1)).toBeNull();
  expect(neighbourOf('view', markers, 20, -1)?.label).toBe('/cart');
});

test('each column of the bar has one tick, and an error is never hidden', () => {
  const ticks = ticksOf(markers, (atMs) => atMs / 30, 3);
  expect(ticks).toEqual([
    { column: 0, kind: 'view' },
    { column: 1, kind: 'action' },
    { column: 2, kind: 'error' },
  ]);
  expect(ticksOf(markers, () => 0.5, 3)).toEqual([{ column: 1, kind: 'error' }]);
});
