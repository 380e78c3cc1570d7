// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { ListKind } from '../kinds';
import { suggest } from './search';

const known = { browser: ['Chrome', 'Firefox'], country: ['CH', 'FR'], version: ['1.4.2'] };
const suggested = (text: string) => suggestedIn('sessions', text);
const suggestedIn = (kind: ListKind, text: string) =>
  suggest(kind, text, known).map(({ name, filter }) => `${name}=${filter.negated ? '!' : ''}${filter.value}`);

test('nothing typed means nothing', () => {
  expect(['', '  ', '-', '!'].map(suggested)).toEqual([[], [], [], []]);
});

test('a named value is that filter and no other', () => {
  expect(suggested('browser:Chrome')).toEqual(['browser=Chrome']);
  expect(suggested('attr.plan: gold')).toEqual(['attr.plan=gold']);
  expect(suggested('minDurationMs:1000')).toEqual(['minDurationMs=1000']);
  expect(suggested('view:http://shop/cart')).toEqual(['view=http://shop/cart']);
});

test('a minus or an exclamation mark turns it round, and both together do not', () => {
  expect(suggested('-browser:Chrome')).toEqual(['browser=!Chrome']);
  expect(suggested('browser:!Chrome')).toEqual(['browser=!Chrome']);
  expect(suggested('-browser:!Chrome')).toEqual(['browser=Chrome']);
  expect(suggested('-chro')[0]).toBe('browser=!Chrome');
});

test('a name without a value, or one that is none, is only text', () => {
  expect(suggested('browser:')).toEqual(['user=browser:', 'view=browser:', 'session=browser:']);
  expect(suggested('http://shop/cart')).toEqual(['view=http://shop/cart']);
  expect(suggested('colour:red')).toEqual(['user=colour:red', 'view=colour:red', 'session=colour:red']);
});

test('known values that begin so come first, those that hold it last', () => {
  expect(suggested('ch')).toEqual(['browser=Chrome', 'country=CH', 'user=ch', 'view=ch', 'session=ch']);
  expect(suggested('fox')).toEqual(['user=fox', 'view=fox', 'session=fox', 'browser=Firefox']);
});

test('the shape of a text says what it is likely to be', () => {
  expect(suggested('921dfa7c-88f0-4b10-a54b-ff8274d28449')[0]).toMatch(/^session=/);
  expect(suggested('beed505361e442d7')[0]).toMatch(/^session=/);
  expect(suggested('ann@shop.example')[0]).toMatch(/^user=/);
  expect(suggested('/cart')[0]).toMatch(/^view=/);
  expect(suggested('Ann')[0]).toMatch(/^user=/);
});

test('in a list of items a text is a part of what they are called, unless it has the shape of an id', () => {
  expect(suggestedIn('errors', 'TypeError')[0]).toBe('label=TypeError');
  expect(suggestedIn('resources', '-/api/prices')).toEqual(['label=!/api/prices', 'view=!/api/prices']);
  expect(suggestedIn('errors', 'fox').slice(0, 2)).toEqual(['label=fox', 'user=fox']);
  expect(suggestedIn('errors', 'ann@shop.example')[0]).toMatch(/^user=/);
  expect(suggestedIn('errors', 'beed505361e442d7')[0]).toMatch(/^session=/);
  expect(suggestedIn('errors', 'label:x')).toEqual(['label=x']);
  expect(suggested('label:x')[0]).toBe('user=label:x');
});
