// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { Marker } from '../api/types';
import { CUSTOM, PLUGIN } from '../player/events';
import { errorFacts, isFailed, resourceFacts } from '../items/facts';
import { formatDuration, pathOf } from '../format';

/**
 * What a page has told its console or asked of servers, as rows like those of markers. Recorders write it among the
 * events of a view; RUM SDKs send it as items, which the timeline has.
 *
 * Kinds on the console are `error`, `warn`, `info`, `log`, `debug`; on the network `request` and `failedRequest`.
 */
export interface Told {
  console: readonly Marker[];
  network: readonly Marker[];
}

/** Whether a line of events may tell something; most do not, and are not worth being parsed. */
export function mayTell(line: string): boolean {
  return (
    line.includes('"rrweb/console@') ||
    line.includes('"rrweb/network@') ||
    line.includes('"breadcrumb"') ||
    line.includes('"performanceSpan"')
  );
}

/** What one event of a view tells. */
export function toldBy(event: unknown, view: string, place: number): Told {
  const { type, timestamp, data } = asRecord(event);
  const { plugin, tag, payload } = asRecord(data);
  const at: At = { id: `${view} ${place}`, view, atMs: milliseconds(timestamp) };
  if (type === PLUGIN && typeof plugin === 'string') {
    if (plugin.startsWith('rrweb/console@')) return { console: [consoleCall(at, payload)], network: [] };
    if (plugin.startsWith('rrweb/network@')) return { console: [], network: capturedRequests(at, payload) };
  }
  if (type === CUSTOM && tag === 'breadcrumb') return breadcrumb(at, payload);
  if (type === CUSTOM && tag === 'performanceSpan') return { console: [], network: span(at, payload) };
  return NOTHING;
}

/** What the timeline tells of both: resources, and errors, which end on the console. */
export function toldInTimeline(markers: readonly Marker[]): Told {
  return {
    console: markers
      .filter(({ kind }) => kind === 'error')
      .map((marker) => ({ ...marker, label: errorFacts(marker).message })),
    network: markers.filter(({ kind }) => kind === 'resource').map(requestOfMarker),
  };
}

/** How far the times of one error may be apart that a recorder and the timeline tell of. */
const SAME_ERROR_MS = 5;

/** Both in order of time. An error that was recorded from the console is not told a second time. */
export function together(recorded: Told, timeline: Told): Told {
  const errors = recorded.console.filter(({ kind }) => kind === 'error');
  const isRecorded = (marker: Marker) =>
    errors.some(({ atMs, view }) => view === marker.view && Math.abs(atMs - marker.atMs) <= SAME_ERROR_MS);
  const own = timeline.console.filter((marker) => !isRecorded(marker));
  return {
    console: inOrder([...recorded.console, ...own]),
    network: inOrder([...recorded.network, ...timeline.network]),
  };
}

const NOTHING: Told = { console: [], network: [] };

interface At {
  id: string;
  view: string;
  atMs: number;
}

/** Sentry stamps some of its events in seconds. */
function milliseconds(time: unknown): number {
  const value = typeof time === 'number' ? time : 0;
  return value < 100_000_000_000 ? value * 1000 : value;
}

const LEVELS: Record<string, string> = { assert: 'error', fatal: 'error', warning: 'warn', trace: 'log' };

function levelOf(level: unknown): string {
  const word = typeof level === 'string' ? level : 'log';
  const known = LEVELS[word] ?? word;
  return ['error', 'warn', 'info', 'log', 'debug'].includes(known) ? known : 'log';
}

/** rrweb's console plugin: `{level, trace: […], payload: […]}`, each argument of the call as JSON text. */
function consoleCall(at: At, payload: unknown): Marker {
  const { level, payload: given } = asRecord(payload);
  const words = (Array.isArray(given) ? given : []).map((argument) => unquoted(String(argument)));
  return row(at, levelOf(level), words.join(' '));
}

/** A text as it was meant; anything else stays JSON. */
function unquoted(argument: string): string {
  if (!argument.startsWith('"')) return argument;
  try {
    return String(JSON.parse(argument));
  } catch {
    return argument;
  }
}

/** Sentry's `{category, level, message, data}`; of its requests some versions tell in breadcrumbs. */
function breadcrumb(at: At, payload: unknown): Told {
  const { category, level, message, data } = asRecord(payload);
  if (category === 'console') {
    const { arguments: given } = asRecord(data);
    const words = Array.isArray(given) ? given.map(inWords).join(' ') : String(message ?? '');
    return { console: [row(at, levelOf(level), words)], network: [] };
  }
  if (category === 'fetch' || category === 'xhr') {
    const { url, method, status_code: status } = asRecord(data);
    return { console: [], network: [request(at, { url, method, status, tookMs: null })] };
  }
  return NOTHING;
}

/** Sentry's `{op: "resource.fetch", description: URL, startTimestamp, endTimestamp, data}`, times in seconds. */
function span(at: At, payload: unknown): Marker[] {
  const { op, description: url, startTimestamp, endTimestamp, data } = asRecord(payload);
  if (typeof op !== 'string' || !op.startsWith('resource.')) return [];
  const { method, statusCode: status } = asRecord(data);
  const startMs = milliseconds(startTimestamp);
  const tookMs = typeof endTimestamp === 'number' ? milliseconds(endTimestamp) - startMs : null;
  return [request({ ...at, atMs: startMs || at.atMs }, { url, method, status, tookMs })];
}

/** PostHog's network plugin and rrweb's: `{requests: [{name, method, status, duration, timestamp}]}`. */
function capturedRequests(at: At, payload: unknown): Marker[] {
  const { requests } = asRecord(payload);
  return (Array.isArray(requests) ? requests : []).flatMap((captured, index) => {
    const {
      name: url,
      url: address,
      method,
      status,
      responseStatus,
      duration,
      timestamp,
    } = asRecord(captured);
    if ((url ?? address) === undefined) return [];
    const moment = { ...at, id: `${at.id} ${index}`, atMs: milliseconds(timestamp) || at.atMs };
    const tookMs = typeof duration === 'number' ? duration : null;
    return [request(moment, { url: url ?? address, method, status: status ?? responseStatus, tookMs })];
  });
}

function requestOfMarker(marker: Marker): Marker {
  const { url, method, status } = resourceFacts(marker);
  const { id, atMs, durationMs } = marker;
  return {
    ...request(
      { id, atMs, view: marker.view ?? '' },
      { url: url ?? marker.label, method, status, tookMs: durationMs },
    ),
    view: marker.view,
  };
}

interface Asked {
  url: unknown;
  method: unknown;
  status: unknown;
  tookMs: number | null;
}

function request(at: At, { url, method, status, tookMs }: Asked): Marker {
  const code = typeof status === 'number' ? status : null;
  const words = [
    typeof method === 'string' ? method.toUpperCase() : null,
    code === null ? null : code === 0 ? 'no answer' : String(code),
    pathOf(String(url)),
    tookMs === null ? null : formatDuration(Math.max(0, tookMs)),
  ];
  const kind = code !== null && isFailed(code) ? 'failedRequest' : 'request';
  return row(at, kind, words.filter((word) => word !== null).join(' '));
}

function row({ id, view, atMs }: At, kind: string, label: string): Marker {
  return { id, kind, atMs, durationMs: null, view, label, attributes: null };
}

function inOrder(rows: Marker[]): Marker[] {
  return rows.sort((a, b) => a.atMs - b.atMs);
}

function inWords(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
