// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

/** A span of time as m:ss, or h:mm:ss from one hour up; parts of a second are cut. */
export function formatSpan(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** A span of time for screen readers and sentences. */
export function spokenSpan(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ] as const;
  const said = parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
  return said.length === 0 ? '0 seconds' : said.join(' ');
}

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' });

export function formatClock(atMs: number): string {
  return clock.format(atMs);
}

export function formatDay(atMs: number): string {
  return day.format(atMs);
}

/** How long something took, to three digits: 8.8 ms, 230 ms, 1.25 s; from a minute on as a span. */
export function formatDuration(ms: number): string {
  if (ms >= 60_000) return formatSpan(ms);
  if (ms >= 999.5) return `${significant(ms / 1000)} s`;
  return `${significant(ms)} ms`;
}

const count = new Intl.NumberFormat();

export function formatCount(value: number): string {
  return count.format(value);
}

const UNITS = ['B', 'kB', 'MB', 'GB'];

/** An amount of data in units of a thousand. */
export function formatBytes(bytes: number): string {
  let unit = 0;
  let amount = bytes;
  for (; amount >= 999.5 && unit < UNITS.length - 1; unit++) amount /= 1000;
  return `${unit === 0 ? Math.round(amount) : significant(amount)} ${UNITS[unit]}`;
}

/** Three digits, but no more than two behind the point. */
function significant(value: number): string {
  return String(Number(value < 1 ? value.toFixed(2) : value.toPrecision(3)));
}

export function formatPercent(share: number): string {
  // 99.96 % is not all.
  return `${Math.floor(share * 1000) / 10}%`;
}

/** Path and query of a recorded URL, or the URL as it is where it is none. */
export function pathOf(url: string): string {
  try {
    const { pathname, search, hash } = new URL(url);
    return pathname + search + hash;
  } catch {
    return url;
  }
}

export function hostOf(url: string): string | null {
  try {
    return new URL(url).host;
  } catch {
    return null;
  }
}

/** The beginning of an id that a machine has made; one that a person can read stays whole up to a limit. */
export function shortId(id: string): string {
  if (/^[0-9a-f]{8}[0-9a-f-]{8,}$/i.test(id)) return id.slice(0, 8);
  return id.length <= 20 ? id : `${id.slice(0, 19)}…`;
}

/** A recorded URL as a link's target, or null where it is none to follow. */
export function linkOf(url: string): string | null {
  try {
    const { protocol, href } = new URL(url);
    return protocol === 'http:' || protocol === 'https:' ? href : null;
  } catch {
    return null;
  }
}

/** `long-animation-frame` as "Long animation frame"; what already reads like words stays as it is. */
export function plainWords(code: string): string {
  if (!/^[a-z]+([_-][a-z]+)*$/.test(code)) return code;
  const words = code.replace(/[_-]/g, ' ');
  return words[0]!.toUpperCase() + words.slice(1);
}
