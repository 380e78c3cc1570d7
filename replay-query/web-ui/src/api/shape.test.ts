// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { list, nullable, number, oneOf, record, ShapeError, text } from './shape';

const shape = record({ id: text, atMs: nullable(number), kind: oneOf('a', 'b') });

test('what fits is taken, what is unknown left out, and what is missing null', () => {
  expect(shape({ id: 'x', kind: 'a', more: 1 }, 'answer')).toEqual({ id: 'x', kind: 'a', atMs: null });
});

test('what does not fit is named by its place, without its content', () => {
  const read = () => list(shape)([{ id: 'x', kind: 'secret' }], 'answer.items');
  expect(read).toThrow(ShapeError);
  expect(read).toThrow('answer.items[0].kind is not one of a, b');
  expect(read).not.toThrow('secret');
});
