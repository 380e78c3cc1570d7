// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import {
  formatBytes,
  formatDuration,
  formatPercent,
  formatSpan,
  linkOf,
  pathOf,
  plainWords,
  shortId,
  spokenSpan,
} from './format';

test('spans are cut to seconds', () => {
  expect([0, 999, 61_000, 3_599_999, 3_600_000, -5].map(formatSpan)).toEqual([
    '0:00',
    '0:00',
    '1:01',
    '59:59',
    '1:00:00',
    '0:00',
  ]);
  expect(spokenSpan(3_661_000)).toBe('1 hour 1 minute 1 second');
  expect(spokenSpan(0)).toBe('0 seconds');
});

test('what is not complete is never shown as such', () => {
  expect([formatPercent(0.99999), formatPercent(1), formatPercent(0.945)]).toEqual([
    '99.9%',
    '100%',
    '94.5%',
  ]);
});

test('an address that is none is shown as it is', () => {
  expect(pathOf('http://shop/cart?id=1#pay')).toBe('/cart?id=1#pay');
  expect(pathOf('<script>')).toBe('<script>');
});

test('ids of machines are cut, readable ones are not', () => {
  expect(shortId('921dfa7c-88f0-4b10-a54b-ff8274d28449')).toBe('921dfa7c');
  expect(shortId('beed505361e442d7')).toBe('beed5053');
  expect(shortId('lost-segment')).toBe('lost-segment');
  expect(shortId('a-session-with-a-long-name')).toBe('a-session-with-a-lo…');
});

test('durations and amounts have three digits in the unit that fits', () => {
  expect([0, 0.126, 8.84, 74, 999.4, 999.6, 1254, 59_999, 61_000].map(formatDuration)).toEqual([
    '0 ms',
    '0.13 ms',
    '8.84 ms',
    '74 ms',
    '999 ms',
    '1 s',
    '1.25 s',
    '60 s',
    '1:01',
  ]);
  expect([0, 243, 999, 999.6, 25_871, 5_400_000, 7.2e12].map(formatBytes)).toEqual([
    '0 B',
    '243 B',
    '999 B',
    '1 kB',
    '25.9 kB',
    '5.4 MB',
    '7200 GB',
  ]);
});

test('of recorded addresses only those of pages can be followed', () => {
  expect(linkOf('https://shop.example/cart?a=1')).toBe('https://shop.example/cart?a=1');
  const others = [
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    ' java\nscript:x',
    '/cart',
    '',
    'blob:x',
  ];
  expect(others.map(linkOf)).toEqual(others.map(() => null));
});

test('codes of an SDK read as words, and words stay', () => {
  expect(['long-animation-frame', 'dead_click', 'Add to cart', 'XHR'].map(plainWords)).toEqual([
    'Long animation frame',
    'Dead click',
    'Add to cart',
    'XHR',
  ]);
});
