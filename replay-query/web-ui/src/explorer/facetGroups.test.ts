// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Facets } from '../api/types';
import { LIST_KINDS } from '../kinds';
import { isFilterName, NO_FILTERS, withFilter } from '../query/query';
import { countedGroups, fixedGroups, knownValues } from './facetGroups';

const facets = {
  status: [],
  browser: [
    { value: 'Chrome', count: 40 },
    { value: 'Firefox', count: 2 },
  ],
  os: [],
  device: [],
  country: [],
  env: [],
  service: [],
  version: [{ value: '1.4.2', count: 42 }],
  sdk: [],
  counted: 42,
  approximate: false,
  complete: true,
  partitions: null,
} satisfies Facets;

test('facets without a value are not shown', () => {
  expect(countedGroups(facets, NO_FILTERS).map(({ title }) => title)).toEqual(['Browser', 'Version']);
});

test('a value that is filtered by is shown though nothing has it', () => {
  const filters = withFilter(NO_FILTERS, 'browser', { value: 'Opera', negated: true });
  const [browser] = countedGroups(facets, filters);
  expect(browser!.values.map(({ value, count }) => [value, count])).toEqual([
    ['Opera', null],
    ['Chrome', 40],
    ['Firefox', 2],
  ]);
});

test('what is offered without being counted is something that the service filters by', () => {
  for (const kind of LIST_KINDS) {
    const values = fixedGroups(kind).flatMap((group) => group.values);
    expect(values.every(({ name }) => isFilterName(kind, name))).toBe(true);
    expect(new Set(values.map(({ label, name }) => `${name} ${label}`)).size).toBe(values.length);
  }
  expect(fixedGroups('errors').map(({ title }) => title)).toEqual(['Quality']);
});

test('a search knows the values that were counted', () => {
  expect(knownValues(facets)).toMatchObject({ browser: ['Chrome', 'Firefox'], os: [] });
  expect(knownValues(null)).toEqual({});
});
