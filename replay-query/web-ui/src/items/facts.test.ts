// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import {
  actionFacts,
  errorFacts,
  isFailed,
  longTaskFacts,
  messageAttribute,
  pageUrlOf,
  resourceFacts,
  viewFacts,
} from './facts';

const of = (attributes: Record<string, unknown>, label: string | null = null) => ({ attributes, label });

test('both SDKs tell of a view in their own words, in nanoseconds', () => {
  const datadog = viewFacts(
    of({
      'view.url': 'http://shop/cart',
      'view.loading_type': 'route_change',
      'view.loading_time': 13_000_000,
      'view.first_byte': 58_900_000,
      'view.largest_contentful_paint': 2_600_000_000,
      'view.interaction_to_next_paint': 600_000_000,
      'view.interaction_to_next_paint_target_selector': '#pick',
      'view.cumulative_layout_shift': 0.05,
      'view.error.count': 3,
    }),
  );
  const guance = viewFacts(
    of({
      view_url: 'http://shop/cart',
      view_loading_type: 'route_change',
      loading_time: 13_000_000,
      first_byte: 58_900_000,
      largest_contentful_paint: 2_600_000_000,
      interaction_to_next_paint: 600_000_000,
      interaction_to_next_paint_target_selector: '#pick',
      cumulative_layout_shift: 0.05,
      view_error_count: 3,
    }),
  );
  expect(guance).toEqual(datadog);
  expect(datadog.loadingMs).toBe(13);
  expect(datadog.vitals.map(({ name, value, rating, target }) => [name, value, rating, target])).toEqual([
    ['LCP', 2600, 'fair', null],
    ['INP', 600, 'poor', '#pick'],
    ['CLS', 0.05, 'good', null],
  ]);
  expect(datadog.counts).toEqual([{ title: 'Errors', count: 3 }]);
  expect(datadog.steps).toEqual([{ title: 'First byte', ms: 58.9 }]);
});

test('what is not there, or not what it should be, is unknown and nothing else', () => {
  for (const item of [
    of({}),
    { attributes: null, label: null },
    of({ 'view.loading_time': 'soon', 'view.url': '' }),
  ]) {
    expect(viewFacts(item)).toMatchObject({ url: null, loadingMs: null, vitals: [], counts: [], steps: [] });
    expect(resourceFacts(item)).toMatchObject({ url: null, status: null, phases: [] });
    expect(actionFacts(item)).toMatchObject({ name: null, frustrations: [] });
    expect(longTaskFacts(item)).toEqual({ type: null, blockingMs: null, scripts: [] });
  }
  expect(longTaskFacts(of({ scripts: '[{"duration":1e6},7' })).scripts).toEqual([]);
  expect(actionFacts(of({ action_frustration_types: '{"a":1}', action_target: '[]' }))).toMatchObject({
    frustrations: [],
    selector: null,
  });
});

test('a recorder has its error in the label and its stack in a list', () => {
  const item = of({ level: 'error', trace: '["at a","at b"]' }, 'Uncaught');
  expect(errorFacts(item)).toEqual({
    message: 'Uncaught',
    type: null,
    source: null,
    handling: null,
    stack: 'at a\nat b',
  });
  expect(messageAttribute(item)).toBeNull();
  expect(messageAttribute(of({ error_message: 'no' }))).toBe('error_message');
});

test('the parts of a resource lie where they were, in both ways to say so', () => {
  const phases = [
    { name: 'DNS', startMs: 1, durationMs: 0 },
    { name: 'Waiting', startMs: 2, durationMs: 50 },
    { name: 'Download', startMs: 52, durationMs: 4.5 },
  ];
  expect(
    resourceFacts(
      of({
        'resource.download.start': 52e6,
        'resource.download.duration': 4.5e6,
        'resource.first_byte.start': 2e6,
        'resource.first_byte.duration': 50e6,
        'resource.dns.start': 1e6,
        'resource.dns.duration': 0,
        'resource.ssl.duration': 3,
      }),
    ).phases,
  ).toEqual(phases);
  expect(
    resourceFacts(
      of({
        resource_dns_time: '{"duration":0,"start":1000000}',
        resource_first_byte_time: '{"duration":50000000,"start":2000000}',
        resource_download_time: '{"duration":4500000,"start":52000000}',
      }),
    ).phases,
  ).toEqual(phases);
});

test('a status may be a number or a text, and none at all is a failure', () => {
  expect([
    resourceFacts(of({ 'resource.status_code': 200 })),
    resourceFacts(of({ resource_status: '500' })),
  ]).toMatchObject([{ status: 200 }, { status: 500 }]);
  expect([200, 304, 404, 500, 0].map(isFailed)).toEqual([false, false, true, true, true]);
});

test('scripts of a long task are read out of their JSON', () => {
  const scripts =
    '[{"duration":176500000,"source_url":"http://shop/sdk.js","source_function_name":"","invoker":"TimerHandler:setInterval"}]';
  expect(longTaskFacts(of({ scripts, blocking_duration: 126_900_000 }, 'long-task'))).toEqual({
    type: 'long-task',
    blockingMs: 126.9,
    scripts: [
      {
        url: 'http://shop/sdk.js',
        functionName: null,
        invoker: 'TimerHandler:setInterval',
        durationMs: 176.5,
      },
    ],
  });
});

test('the page of an item is known from any SDK', () => {
  expect(
    [{ 'view.url': 'a' }, { view_url: 'b' }, { href: 'c' }, { $current_url: 'd' }, {}].map((attributes) =>
      pageUrlOf({ attributes }),
    ),
  ).toEqual(['a', 'b', 'c', 'd', null]);
});
