// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { filterInWords, lengthOf, spanInWords } from './words';

const words = (name: string, value: string, negated = false) => filterInWords(name, { value, negated });

test('a filter reads as a sentence, and its negation as the opposite', () => {
  expect([words('browser', 'Chrome'), words('browser', 'Chrome', true)]).toEqual([
    'Browser is Chrome',
    'Browser is not Chrome',
  ]);
  expect([words('view', '/cart'), words('view', '/cart', true)]).toEqual([
    'View URL contains /cart',
    'View URL does not contain /cart',
  ]);
  expect([words('status', 'OPEN'), words('attr.plan', 'gold')]).toEqual([
    'Session status is Open',
    'plan is gold',
  ]);
});

test('yes and no read as what they mean, also turned round', () => {
  expect([
    words('hasError', 'true'),
    words('hasError', 'true', true),
    words('hasError', 'false'),
    words('hasError', 'false', true),
  ]).toEqual([
    'Session with errors',
    'Session without errors',
    'Session without errors',
    'Session with errors',
  ]);
  expect(words('hasError', 'maybe')).toBe('hasError is maybe');
});

test('lengths and shares read in their units', () => {
  expect(words('minDurationMs', '1500')).toBe('Duration at least 1.5 s');
  expect(words('minActiveMs', '60000', true)).toBe('Active time under 1 min');
  expect([words('minCompleteness', '1'), words('minCompleteness', '1', true)]).toEqual([
    'Recording complete',
    'Recording incomplete',
  ]);
  expect(words('minCompleteness', '0.5')).toBe('Recording at least 50% complete');
  expect(['100', '1000', '300000', '7200000', 'long'].map(lengthOf)).toEqual([
    '100 ms',
    '1 s',
    '5 min',
    '2 h',
    'long',
  ]);
});

test('times read as one chooses them', () => {
  expect([spanInWords('15m'), spanInWords('1h'), spanInWords('7d')]).toEqual([
    'Last 15 minutes',
    'Last hour',
    'Last 7 days',
  ]);
});
