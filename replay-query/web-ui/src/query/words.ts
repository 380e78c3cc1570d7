// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { ATTRIBUTE, LABEL, type Filter } from './query';

const TITLES: Readonly<Record<string, string>> = {
  user: 'User',
  session: 'Session ID',
  view: 'View URL',
  [LABEL]: 'Text',
  browser: 'Browser',
  os: 'System',
  device: 'Device',
  country: 'Country',
  env: 'Environment',
  service: 'Service',
  version: 'Version',
  sdk: 'SDK',
  status: 'Session status',
  minDurationMs: 'Duration',
  minActiveMs: 'Active time',
  minCompleteness: 'Recording',
};

/** What a filter asks for, as a title. */
export function titleOf(name: string): string {
  return TITLES[name] ?? (name.startsWith(ATTRIBUTE) ? name.slice(ATTRIBUTE.length) : name);
}

/** Names with two values, each in words. */
const EITHER: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  hasError: ['Session with errors', 'Session without errors'],
  hasReplay: ['With a replay', 'Without a replay'],
  hasFrustration: ['Session with frustrations', 'Session without frustrations'],
};

const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  status: { OPEN: 'Open', CLOSED: 'Closed' },
};

/** A value as a person reads it. */
export function valueOf(name: string, value: string): string {
  return VALUES[name]?.[value] ?? value;
}

/** A filter as a sentence. */
export function filterInWords(name: string, { value, negated }: Filter): string {
  const either = EITHER[name];
  if (either && (value === 'true' || value === 'false'))
    return either[(value === 'true') === negated ? 1 : 0];
  const title = titleOf(name);
  switch (name) {
    case 'minDurationMs':
    case 'minActiveMs':
      return `${title} ${negated ? 'under' : 'at least'} ${lengthOf(value)}`;
    case 'minCompleteness':
      if (value === '1') return negated ? 'Recording incomplete' : 'Recording complete';
      return `${title} ${negated ? 'under' : 'at least'} ${Number(value) * 100}% complete`;
    case 'view':
    case LABEL:
      return `${title} ${negated ? 'does not contain' : 'contains'} ${value}`;
    default:
      return `${title} ${negated ? 'is not' : 'is'} ${valueOf(name, value)}`;
  }
}

/** Milliseconds in the largest unit that they fill. */
export function lengthOf(milliseconds: string): string {
  const ms = Number(milliseconds);
  if (!Number.isFinite(ms)) return milliseconds;
  if (ms >= 3_600_000) return `${ms / 3_600_000} h`;
  if (ms >= 60_000) return `${ms / 60_000} min`;
  return ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`;
}

const UNITS: Readonly<Record<string, string>> = { m: 'minute', h: 'hour', d: 'day' };

/** `4h` as "Last 4 hours". */
export function spanInWords(span: string): string {
  const count = Number(span.slice(0, -1));
  const unit = UNITS[span.slice(-1)];
  return count === 1 ? `Last ${unit}` : `Last ${count} ${unit}s`;
}
