// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { scrollFor } from './scroll';

test('a list stays where it is while the row and three neighbours on each side are in sight', () => {
  expect([3, 5, 6].map((row) => scrollFor(row, 10, 0, 100))).toEqual([0, 0, 0]);
});

test('the row that comes next is in sight before the playhead gets there', () => {
  expect(scrollFor(7, 10, 0, 100)).toBe(10);
  expect(scrollFor(50, 10, 0, 100)).toBe(440);
});

test('a row further up comes with what led to it', () => {
  expect([20, 1].map((row) => scrollFor(row, 10, 440, 100))).toEqual([170, 0]);
});

test('in a list that is lower than that the row is in the middle', () => {
  expect(scrollFor(50, 10, 0, 30)).toBe(490);
});
