// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { filesFrom, nothing } from './assets';

const mayLoad = filesFrom(['https://cdn.test', 'http://img.test:81', 'https://*.shop.test']);

test.each([
  ['https://cdn.test/a.css', true],
  ['HTTPS://CDN.test:443/a.css', true],
  ['http://img.test:81/a.png', true],
  ['https://eu.shop.test/a.png', true],
  ['https://a.b.shop.test/a.png', true],
  ['https://shop.test/a.png', false],
  ['https://evilshop.test/a.png', false],
  ['http://eu.shop.test/a.png', false],
  ['https://eu.shop.test:8443/a.png', false],
  ['http://cdn.test/a.css', false],
  ['https://cdn.test.evil/a.css', false],
  ['https://cdn.test@evil/a.css', false],
  ['//cdn.test/a.css', false],
  ['/a.css', false],
  ['https://', false],
  ['javascript:alert(1)//https://cdn.test', false],
])('%s may be loaded: %s', (url, loaded) => {
  expect(mayLoad(url)).toBe(loaded);
});

test('where no origin is named, nothing may be loaded', () => {
  expect(nothing('https://cdn.test/a.css')).toBe(false);
  expect(filesFrom([])('https://cdn.test/a.css')).toBe(false);
});
