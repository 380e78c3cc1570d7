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
