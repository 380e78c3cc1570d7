// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { RequestError } from '../api/client';
import type { Facets, Page } from '../api/types';
import { ANY_TIME, NO_FILTERS, withFilter, type Query } from '../query/query';
import { Explorer, type Listed } from './explorer';

interface Row {
  id: string;
  receivedMs: number;
}

const all: Query = { app: null, range: ANY_TIME, filters: NO_FILTERS };
const shop: Query = { ...all, app: 'shop' };
const chrome: Query = {
  ...shop,
  filters: withFilter(NO_FILTERS, 'browser', { value: 'Chrome', negated: false }),
};

const page = (ids: string[], next: string | null = null): Page<Row> => ({
  items: ids.map((id, index) => ({ id, receivedMs: 1000 - index })),
  next,
  complete: true,
  partitions: null,
});

const facets = { counted: 3 } as Facets;

/** A service that answers at once, in the parts that a test does not care about. */
function listed(parts: Partial<Listed<Row>>): Listed<Row> {
  return {
    kind: 'errors',
    keyOf: ({ id }) => id,
    fetchApps: async () => ({
      items: [
        { app: 'old', lastReceivedMs: 5, sessions: 1 },
        { app: 'shop', lastReceivedMs: 9, sessions: 1 },
        { app: 'new', lastReceivedMs: null, sessions: 0 },
      ],
    }),
    fetchPage: async () => page(['a', 'b']),
    fetchFacets: async () => facets,
    ...parts,
  };
}

const unused = () => {};
const idsOf = (explorer: Explorer<Row>) => explorer.rows.value.map(({ id }) => id);

test('items are those of the application that was last heard of where none is named', async () => {
  const chosen: Query[] = [];
  const asked: string[] = [];
  const fetchPage = async (app: string) => {
    asked.push(app);
    return page(['a']);
  };
  const explorer = new Explorer(listed({ fetchPage }), (query) => chosen.push(query));
  await explorer.open(all);
  expect([asked, chosen]).toEqual([['shop'], [shop]]);
  expect(explorer.query.value).toEqual(shop);
});

test('sessions are those of all applications where none is named, and are not counted', async () => {
  const asked: string[] = [];
  const fetchPage = async (app: string) => {
    asked.push(app);
    return page([app]);
  };
  const explorer = new Explorer(listed({ kind: 'sessions', fetchPage }), unused);
  await explorer.open(all);
  expect(asked).toContain('shop');
  expect(explorer.query.value.app).toBeNull();
  expect([explorer.facets.value, explorer.counting.value]).toEqual([null, false]);
});

test('a named application is asked before the names of all are known', async () => {
  const explorer = new Explorer(listed({ fetchApps: () => new Promise(unused) }), unused);
  await explorer.open(shop);
  expect(idsOf(explorer)).toEqual(['a', 'b']);
  explorer.dispose();
});

test('more rows follow, and one that comes up again is shown once', async () => {
  const cursors: (string | null)[] = [];
  const fetchPage = async (_app: string, parameters: URLSearchParams) => {
    const cursor = parameters.get('cursor');
    cursors.push(cursor);
    return cursor === null ? page(numbered(0, 50), 'second') : page(['9', ...numbered(50, 60)]);
  };
  const explorer = new Explorer(listed({ fetchPage }), unused);
  await explorer.open(shop);
  expect([idsOf(explorer), explorer.ended.value]).toEqual([numbered(0, 50), false]);
  await explorer.more();
  expect([idsOf(explorer), explorer.ended.value]).toEqual([numbered(0, 60), true]);
  expect(cursors).toEqual([null, 'second']);
});

function numbered(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => String(from + index));
}

test('what is asked for last wins, and what was shown before stays until it is there', async () => {
  let answerLate: (late: Page<Row>) => void = unused;
  let hearOfAsking: () => void = unused;
  const askedForChrome = new Promise<void>((resolve) => (hearOfAsking = resolve));
  let answers = 0;
  const fetchPage = async (_app: string, parameters: URLSearchParams) => {
    if (!parameters.has('browser')) return page([String(++answers)]);
    hearOfAsking();
    return new Promise<Page<Row>>((resolve) => (answerLate = resolve));
  };
  const explorer = new Explorer(listed({ fetchPage }), unused);
  await explorer.open(shop);
  const slow = explorer.open(chrome);
  await askedForChrome;
  expect([idsOf(explorer), explorer.stale.value]).toEqual([['1'], true]);
  await explorer.open(shop);
  answerLate(page(['late']));
  await slow;
  expect([idsOf(explorer), explorer.stale.value]).toEqual([['2'], false]);
});

test('a failure keeps the filters and the rows that are there, and the same can be asked for again', async () => {
  let broken = false;
  const fetchPage = async (_app: string, parameters: URLSearchParams) => {
    if (broken) throw new RequestError({ kind: 'broken', detail: 'no' });
    return parameters.has('cursor') ? page(['z']) : page(numbered(0, 50), 'on');
  };
  const explorer = new Explorer(listed({ fetchPage }), unused);
  await explorer.open(chrome);
  broken = true;
  await explorer.more();
  expect(explorer.failure.value).toEqual({ kind: 'broken', detail: 'no' });
  expect(idsOf(explorer)).toHaveLength(50);
  await explorer.open(chrome);
  expect([idsOf(explorer), explorer.query.value]).toEqual([[], chrome]);
  broken = false;
  await explorer.more();
  expect([idsOf(explorer).length, explorer.failure.value]).toEqual([50, null]);
});

test('facets are counted once for an application and a time, whatever is filtered by', async () => {
  const counted: string[] = [];
  const fetchFacets = async (app: string, parameters: URLSearchParams) => {
    counted.push(`${app} ${[...parameters.keys()]}`);
    return facets;
  };
  const explorer = new Explorer(listed({ fetchFacets }), unused);
  await explorer.open(shop);
  await explorer.open(chrome);
  await explorer.open({ ...chrome, range: { is: 'last', span: '1h' } });
  await explorer.open({ ...chrome, app: 'old' });
  await explorer.refresh();
  expect(counted).toEqual(['shop ', 'shop fromMs', 'old ', 'old ']);
  expect(explorer.facets.value).toBe(facets);
});

test('facets that fail take nothing from the list, and are asked for again with the next query', async () => {
  let asked = 0;
  const fetchFacets = async () => {
    if (++asked === 1) throw new RequestError({ kind: 'broken', detail: 'no' });
    return facets;
  };
  const explorer = new Explorer(listed({ fetchFacets }), unused);
  await explorer.open(shop);
  expect([explorer.failure.value, idsOf(explorer).length]).toEqual([null, 2]);
  expect([explorer.facets.value, explorer.counting.value]).toEqual([null, false]);
  await explorer.open(chrome);
  expect(explorer.facets.value).toBe(facets);
});

test('partitions that did not answer are named, and that copies answered is said', async () => {
  const explorer = new Explorer(
    listed({
      fetchPage: async () => ({
        ...page(['a']),
        complete: false,
        partitions: { total: 4, answered: 2, stale: 1, missing: [1, 3] },
      }),
    }),
    unused,
  );
  await explorer.open(shop);
  expect(explorer.missing.value).toEqual(['1', '3']);
  expect(explorer.copied.value).toBe(true);
});
