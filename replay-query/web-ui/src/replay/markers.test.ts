// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Marker } from '../api/types';
import {
  countKinds,
  filterMarkers,
  indexAt,
  initialKinds,
  labelOf,
  neighbourError,
  ticksOf,
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
  expect([...initialKinds(markers, null)]).toEqual(['view', 'click', 'error']);
  expect([...initialKinds(markers, 'resource')]).toEqual(['resource']);
});

test('kinds are counted in the order of their filters, unknown ones last', () => {
  expect(
    countKinds([...markers, marker('newKind', 40)]).map(({ kind, count }) => `${kind} ${count}`),
  ).toEqual(['view 1', 'click 1', 'error 2', 'resource 1', 'newKind 1']);
});

test('text is searched in labels, whatever its case, within the chosen kinds', () => {
  const all = new Set(['view', 'click', 'error', 'resource']);
  expect(filterMarkers(markers, all, ' TOTAL ').map(({ kind }) => kind)).toEqual(['error', 'resource']);
  expect(filterMarkers(markers, new Set(['error']), 'total').length).toBe(1);
});

test('a label that says nothing becomes the name of the kind', () => {
  expect([null, ' ', 'click', 'Buy'].map((label) => labelOf(marker('click', 0, label)))).toEqual([
    'Click',
    'Click',
    'Click',
    'Buy',
  ]);
});

test('the current marker is the last one that is not later than the playhead', () => {
  expect([-1, 0, 19, 20, 99].map((atMs) => indexAt(markers, atMs))).toEqual([-1, 0, 1, 3, 4]);
});

test('the neighbour of an error is another one', () => {
  expect(neighbourError(markers, 20, 1)?.atMs).toBe(30);
  expect(neighbourError(markers, 30, -1)?.atMs).toBe(20);
  expect(neighbourError(markers, 20.9, -1)).toBeNull();
  expect(neighbourError(markers, 30, 1)).toBeNull();
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
