// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Marker } from '../api/types';
import { mayTell, toldBy, toldInTimeline, together } from './told';

const told = (event: unknown) => toldBy(event, 'v', 0);
const brief = (rows: readonly Marker[]) => rows.map(({ kind, atMs, label }) => [kind, atMs, label]);

// Recorded by rrweb's console plugin, which PostHog's SDK has in it as well.
const CALL = {
  type: 6,
  data: {
    plugin: 'rrweb/console@1',
    payload: {
      level: 'warn',
      trace: ['HTMLDocument.<anonymous> (http://127.0.0.1:33835/shop.js:9:36)'],
      payload: ['"Stock service answered slowly"', '{"sku":"TP-2","ms":912}'],
    },
  },
  timestamp: 1795438689438,
};

// Recorded by Sentry's SDK.
const BREADCRUMB = {
  type: 5,
  timestamp: 1795439015113,
  data: {
    tag: 'breadcrumb',
    payload: {
      timestamp: 1795439015.113,
      category: 'console',
      data: { arguments: ['Stock service answered slowly', { sku: 'TP-2', ms: 912 }], logger: 'console' },
      level: 'error',
      message: 'Stock service answered slowly [object Object]',
    },
  },
};
const SPAN = {
  type: 5,
  timestamp: 1795439015.7433999,
  data: {
    tag: 'performanceSpan',
    payload: {
      op: 'resource.fetch',
      description: '/api/stock/404',
      startTimestamp: 1795439015.74,
      endTimestamp: 1795439015.78,
      data: { method: 'GET', statusCode: 404 },
    },
  },
};

test('a call of the console reads as the console showed it', () => {
  expect(brief(told(CALL).console)).toEqual([
    ['warn', 1795438689438, 'Stock service answered slowly {"sku":"TP-2","ms":912}'],
  ]);
  expect(brief(told(BREADCRUMB).console)).toEqual([
    ['error', 1795439015113, 'Stock service answered slowly {"sku":"TP-2","ms":912}'],
  ]);
});

test('a request has its method, its status and how long it took', () => {
  const [row] = told(SPAN).network;
  expect(row).toMatchObject({ kind: 'failedRequest', label: 'GET 404 /api/stock/404 40 ms' });
  expect(row!.atMs).toBeCloseTo(1795439015740, 0);
});

test('all requests of a report are told', () => {
  const requests = [
    {
      name: 'https://shop.example/a?b=1',
      method: 'post',
      status: 201,
      duration: 12,
      timestamp: 1795439015000,
    },
    { name: 'https://shop.example/c', responseStatus: 0 },
    {},
  ];
  const event = {
    type: 6,
    timestamp: 1795439016000,
    data: { plugin: 'rrweb/network@1', payload: { requests } },
  };
  expect(brief(told(event).network)).toEqual([
    ['request', 1795439015000, 'POST 201 /a?b=1 12 ms'],
    ['failedRequest', 1795439016000, 'no answer /c'],
  ]);
});

test('what is neither tells nothing, however broken it is', () => {
  for (const event of [
    null,
    7,
    { type: 3, data: { source: 2 } },
    { type: 5, data: { tag: 'breadcrumb', payload: { category: 'ui.click' } } },
    { type: 5, data: { tag: 'performanceSpan', payload: { op: 'memory' } } },
    { type: 5, data: { tag: 'performanceSpan' } },
    { type: 6, data: { plugin: 'rrweb/network@1', payload: { requests: 'many' } } },
  ])
    expect(told(event), JSON.stringify(event)).toEqual({ console: [], network: [] });
  expect(brief(told({ type: 6, timestamp: 1, data: { plugin: 'rrweb/console@1' } }).console)).toEqual([
    ['log', 1000, ''],
  ]);
});

test('only lines that may tell something are parsed', () => {
  for (const event of [CALL, BREADCRUMB, SPAN]) expect(mayTell(JSON.stringify(event))).toBe(true);
  expect(mayTell('{"type":3,"data":{"source":1,"positions":[]},"timestamp":1}')).toBe(false);
});

test('an error that the console recorded is not told again by the timeline', () => {
  const marker = (kind: string, atMs: number, label: string): Marker => ({
    id: label,
    kind,
    atMs,
    durationMs: 30,
    view: 'v',
    label,
    attributes: kind === 'resource' ? { 'resource.status_code': 500, 'resource.method': 'GET' } : null,
  });
  const timeline = toldInTimeline([
    marker('error', 1795439015114, 'Stock service'),
    marker('error', 1795439015200, 'Total is undefined'),
    marker('resource', 1795439015150, 'https://shop.example/total'),
    marker('click', 1795439015100, 'Pay'),
  ]);
  const all = together(told(BREADCRUMB), timeline);
  expect(all.console.map(({ label }) => label)).toEqual([
    'Stock service answered slowly {"sku":"TP-2","ms":912}',
    'Total is undefined',
  ]);
  expect(brief(all.network)).toEqual([['failedRequest', 1795439015150, 'GET 500 /total 30 ms']]);
});
