// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { formatPercent, formatSpan, pathOf, spokenSpan, shortId } from './format';

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
