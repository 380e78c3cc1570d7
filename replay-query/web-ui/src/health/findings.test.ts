// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { HealthReport } from '../api/types';
import { findingsOf, keptInWords } from './findings';

const well: HealthReport = {
  atMs: 1,
  versions: { playhead: '1.0', java: '25', kafkaClient: '4.3', generation: 1, building: null },
  lag: [
    { role: 'processor', group: 'playhead-processor', working: true, records: 3 },
    { role: 'query', group: 'playhead-query', working: true, records: 0 },
  ],
  deadLetters: { sinceMs: 0, complete: true, reasons: [] },
  refused: null,
  replaysKeptMs: 1,
  disk: {
    topicBytes: 1,
    storeBytes: 1,
    freeBytes: null,
    bytesPerDay: null,
    bytesInTheEnd: null,
    fullInDays: null,
    topics: [],
  },
  problems: [],
};

test('of an installation that is well there is nothing to say', () => {
  expect(findingsOf(well)).toEqual([]);
});

test('the worst comes first', () => {
  const reasons = [
    { reason: 'malformed', count: 2, unstored: 0, latestMs: 1 },
    { reason: 'corrupt', count: 1, unstored: 1, latestMs: 1 },
  ];
  const found = findingsOf({
    ...well,
    lag: [{ ...well.lag![0]!, working: false }],
    deadLetters: { sinceMs: 0, complete: false, reasons },
    disk: { ...well.disk!, fullInDays: 2.54 },
    problems: ['disk: not authorized'],
  });
  expect(found.map(({ level }) => level)).toEqual(['fails', 'fails', 'warns', 'warns']);
  expect(found[0]!.says).toContain('disk: not authorized');
  expect(found[1]!.says).toContain('Processors');
  expect(found[2]!.says).toContain('about 2.5 days');
  expect(found[3]!.says).toBe('At least 3 dead letters in the last day');
});

test('a disk that is full within a day cannot wait', () => {
  const disk = { ...well.disk!, fullInDays: 0.5 };
  expect(findingsOf({ ...well, disk })).toMatchObject([{ level: 'fails' }]);
});

test('how long something is kept is said in its largest unit', () => {
  expect(keptInWords(30 * 86_400_000)).toBe('30 days');
  expect(keptInWords(36 * 3_600_000)).toBe('36 hours');
  expect(keptInWords(90 * 60_000)).toBe('90 minutes');
});
