// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { forAll, type Random } from '../../test/property';
import {
  ANY_TIME,
  carriedOver,
  choiceOf,
  explorerUrl,
  listUrl,
  NO_FILTERS,
  pressed,
  readQuery,
  requestOf,
  spanMs,
  writeQuery,
  type Filter,
  type Query,
  type Range,
} from './query';

const read = (search: string) => readQuery('errors', new URLSearchParams(search));

/** Characters that addresses, filters and forms treat in their own way. */
const CHARACTERS = ['a', 'Ü', '!', '&', '=', '+', '%', '#', ' ', '/', '"', '漢'];
const NAMES = ['user', 'view', 'browser', 'hasError', 'minDurationMs', 'attr.plan', 'attr.a=b&c'];

function textOf(random: Random): string {
  return Array.from({ length: random.whole(1, 6) }, () => CHARACTERS[random.whole(0, 11)]!).join('');
}

function rangeOf(random: Random): Range {
  switch (random.whole(0, 3)) {
    case 0:
      return ANY_TIME;
    case 1:
      return { is: 'last', span: `${random.whole(1, 9999)}${'mhd'[random.whole(0, 2)]}` };
    case 2:
      return { is: 'between', fromMs: random.whole(0, 2 ** 41), toMs: null };
    default:
      return { is: 'between', fromMs: random.whole(0, 2 ** 40), toMs: random.whole(2 ** 40, 2 ** 41) };
  }
}

function queryOf(random: Random): Query {
  const filters = new Map<string, Filter>();
  for (let count = random.whole(0, 4); count > 0; count--) {
    // A value that begins with the sign of a negation can be left out, but not asked for.
    const value = textOf(random);
    const negated = value.startsWith('!') || random.whole(0, 1) === 1;
    filters.set(NAMES[random.whole(0, NAMES.length - 1)]!, { value, negated });
  }
  return { app: random.whole(0, 1) === 1 ? textOf(random) : null, range: rangeOf(random), filters };
}

test('an address says all of a query, whatever is in it', () => {
  forAll((random) => {
    const query = queryOf(random);
    const address = new URL(explorerUrl('errors', query), 'http://playhead');
    expect(address.pathname).toBe('/errors');
    expect(readQuery('errors', address.searchParams)).toEqual(query);
    expect([...readQuery('errors', address.searchParams).filters]).toEqual([...query.filters]);
  });
});

test('what an address holds beside a query is left out', () => {
  expect(read('')).toEqual({ app: null, range: ANY_TIME, filters: NO_FILTERS });
  expect(read('app=&colour=red&attr.=x&browser=&os=!&last=soon&fromMs=x&toMs=-5')).toEqual({
    app: null,
    range: ANY_TIME,
    filters: NO_FILTERS,
  });
});

test('of one name the first counts, and given times count more than a span', () => {
  expect([...read('browser=A&browser=B').filters]).toEqual([['browser', { value: 'A', negated: false }]]);
  expect(read('last=1h&fromMs=5').range).toEqual({ is: 'between', fromMs: 5, toMs: null });
});

test('filters are asked for as the service takes them, and a span as of now', () => {
  const query = read('app=shop&last=1h&browser=!Chrome&attr.plan=gold');
  expect(Object.fromEntries(requestOf(query, 10_000_000))).toEqual({
    fromMs: '6400000',
    browser: '!Chrome',
    'attr.plan': 'gold',
  });
  expect(Object.fromEntries(requestOf(read('fromMs=1&toMs=2'), 0))).toEqual({ fromMs: '1', toMs: '2' });
});

test('a span is a whole number of minutes, hours or days', () => {
  expect(['15m', '4h', '2d', '0m', '1w', 'h', '1.5h', '99999d'].map(spanMs)).toEqual([
    900_000,
    14_400_000,
    172_800_000,
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('pressing a value shows only it, then all without it, then all; another takes its place', () => {
  const once = pressed(NO_FILTERS, 'browser', 'Chrome');
  expect(choiceOf(once, 'browser', 'Chrome')).toBe('only');
  const twice = pressed(once, 'browser', 'Chrome');
  expect(choiceOf(twice, 'browser', 'Chrome')).toBe('without');
  expect(pressed(twice, 'browser', 'Chrome')).toEqual(NO_FILTERS);
  const other = pressed(twice, 'browser', 'Firefox');
  expect([...other]).toEqual([['browser', { value: 'Firefox', negated: false }]]);
  expect(choiceOf(other, 'browser', 'Chrome')).toBe('off');
});

test('another list keeps what is about sessions and the time, and drops what asked the rows', () => {
  const query = read('app=a&last=1d&browser=!Chrome&session=s&minDurationMs=1000&hasReplay=true&attr.x=1');
  expect(writeQuery(carriedOver(query)).toString()).toBe('app=a&last=1d&browser=%21Chrome&session=s');
});

test('the label of items is no filter of sessions, and stays in its list', () => {
  const parameters = new URLSearchParams('label=Teapot');
  const query = readQuery('errors', parameters);
  expect([...query.filters.keys()]).toEqual(['label']);
  expect(carriedOver(query).filters.size).toBe(0);
  expect(readQuery('sessions', parameters).filters.size).toBe(0);
});

test('a list of one filter has an address', () => {
  expect(listUrl('errors', 'a b', { name: 'session', value: 's/1' })).toBe('/errors?app=a+b&session=s%2F1');
  expect(listUrl('sessions', 'a')).toBe('/sessions?app=a');
  expect(explorerUrl('views', { app: null, range: ANY_TIME, filters: NO_FILTERS })).toBe('/views');
});
