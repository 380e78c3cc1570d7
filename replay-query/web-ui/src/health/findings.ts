// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { HealthReport } from '../api/types';
import { formatBytes, formatCount } from '../format';

/** Something that somebody should look at. */
export interface Finding {
  /** `fails`: does not work, or soon will not. */
  level: 'fails' | 'warns';
  says: string;
}

/** Days until a disk is full that are too few to wait. */
const SOON_DAYS = 1;

const ROLES: Record<string, string> = { processor: 'Processors', query: 'Query services' };

export function roleInWords(role: string): string {
  return ROLES[role] ?? role;
}

/** What is not well, the worst first. */
export function findingsOf(report: HealthReport): Finding[] {
  const findings: Finding[] = [];
  for (const problem of report.problems) findings.push({ level: 'fails', says: `Not known: ${problem}` });
  for (const { role, working } of report.lag ?? []) {
    if (!working)
      findings.push({
        level: 'fails',
        says: `${roleInWords(role)} are not at work, or share out partitions`,
      });
  }
  const days = report.disk?.fullInDays ?? null;
  if (days !== null) {
    findings.push({
      level: days < SOON_DAYS ? 'fails' : 'warns',
      says: `The brokers' disks are full in about ${days.toFixed(1)} days: add disks, or shorten the retention`,
    });
  }
  const letters = report.deadLetters?.reasons.reduce((sum, { count }) => sum + count, 0) ?? 0;
  if (letters > 0) {
    const atLeast = report.deadLetters?.complete === false ? 'At least ' : '';
    findings.push({
      level: 'warns',
      says: `${atLeast}${formatCount(letters)} ${letters === 1 ? 'dead letter' : 'dead letters'} in the last day`,
    });
  }
  return findings.sort((a, b) => Number(a.level === 'warns') - Number(b.level === 'warns'));
}

/** How long something is kept: 30 days, 36 hours, 90 minutes. */
export function keptInWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes >= 2 * 1440) return `${round(minutes / 1440)} days`;
  return minutes >= 120 ? `${round(minutes / 60)} hours` : `${minutes} minutes`;
}

function round(value: number): string {
  return String(Number(value.toFixed(1)));
}

/** An amount of data, or that it cannot be told. */
export function bytesInWords(bytes: number | null): string {
  return bytes === null ? 'Not known' : formatBytes(bytes);
}
