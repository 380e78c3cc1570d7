// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { ShapeError, type Shape } from './shape';
import type { ItemKind, ListKind } from '../kinds';
import {
  appList,
  facets,
  healthReport,
  page,
  restoring,
  rumItem,
  sessionSummary,
  share,
  timeline,
} from './types';
import type { AppList, Facets, HealthReport, Page, RumItem, SessionSummary, Share, Timeline } from './types';

/** Where a session is asked for: at its own address, or under a link to it, which shows nothing else. */
export type Place = { app: string; session: string } | { token: string };

/**
 * Why an answer is not there. `restoring`: the service is reading its stores and the same request will succeed
 * later. `gone`: erased or expired, or the link that leads there has ended. `refused`: the request itself is wrong. `broken`: anything a retry may mend.
 */
export type Failure =
  | { kind: 'restoring'; progress: number | null; retryAfterMs: number }
  | { kind: 'absent' }
  | { kind: 'gone'; detail: string | null }
  | { kind: 'refused'; detail: string }
  | { kind: 'broken'; detail: string };

export class RequestError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.kind);
    this.name = 'RequestError';
  }
}

/** Any thrown value as a {@link Failure}. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof RequestError) return thrown.failure;
  if (thrown instanceof ShapeError) return { kind: 'broken', detail: thrown.message };
  return { kind: 'broken', detail: 'The service cannot be reached.' };
}

export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'AbortError';
}

export function fetchApps(signal?: AbortSignal): Promise<AppList> {
  return fetchJson('/api/v1/apps', appList, signal);
}

export function fetchHealth(signal?: AbortSignal): Promise<HealthReport> {
  return fetchJson('/api/v1/health', healthReport, signal);
}

/** A page of an application's sessions; `parameters` are the service's own. */
export function fetchSessions(
  app: string,
  parameters: URLSearchParams,
  signal?: AbortSignal,
): Promise<Page<SessionSummary>> {
  return fetchJson(`${appPath(app)}/sessions?${parameters}`, page(sessionSummary), signal);
}

/** A page of an application's items of a kind. */
export function fetchItems(
  app: string,
  kind: ItemKind,
  parameters: URLSearchParams,
  signal?: AbortSignal,
): Promise<Page<RumItem>> {
  return fetchJson(`${appPath(app)}/${kind}?${parameters}`, page(rumItem), signal);
}

/** A page of a session's items of a kind. */
export function fetchSessionItems(
  app: string,
  session: string,
  kind: ItemKind,
  parameters: URLSearchParams,
  signal?: AbortSignal,
): Promise<Page<RumItem>> {
  return fetchJson(`${sessionPath(app, session)}/${kind}?${parameters}`, page(rumItem), signal);
}

export function fetchItem(
  app: string,
  session: string,
  kind: ItemKind,
  id: string,
  signal?: AbortSignal,
): Promise<RumItem> {
  return fetchJson(`${sessionPath(app, session)}/${kind}/${encodeURIComponent(id)}`, rumItem, signal);
}

export function fetchFacets(
  app: string,
  kind: ListKind,
  parameters: URLSearchParams,
  signal?: AbortSignal,
): Promise<Facets> {
  return fetchJson(
    `${appPath(app)}/facets?${new URLSearchParams([['kind', kind], ...parameters])}`,
    facets,
    signal,
  );
}

/** A session as an instance has it; `copied` where that only has a copy, which may lack the last seconds. */
export type KnownSession = SessionSummary & { copied: boolean };

export async function fetchSession(place: Place, signal?: AbortSignal): Promise<KnownSession> {
  const response = await send('token' in place ? `${placePath(place)}/session` : placePath(place), signal);
  return {
    ...sessionSummary(await response.json(), 'answer'),
    copied: response.headers.get('playhead-stale') === 'true',
  };
}

/** A session's timeline, in which nobody doing anything for `inactivityMs` is a gap. */
export function fetchTimeline(place: Place, signal?: AbortSignal, inactivityMs = 60_000): Promise<Timeline> {
  return fetchJson(`${placePath(place)}/timeline?inactivityMs=${inactivityMs}`, timeline, signal);
}

/**
 * The rrweb events of one view as NDJSON, still streaming. With `fromMs` the stream begins at the last full snapshot
 * at or before it.
 */
export async function fetchEvents(
  place: Place,
  query: { view: string; fromMs: number | null },
  signal?: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const parameters = new URLSearchParams({ view: query.view });
  if (query.fromMs !== null) parameters.set('fromMs', String(query.fromMs));
  const response = await send(`${placePath(place)}/events?${parameters}`, signal);
  return response.body ?? new Blob([]).stream();
}

/** The events that one segment adds to its view, as NDJSON. */
export async function fetchSegment(
  place: Place,
  segment: string,
  signal?: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const response = await send(`${placePath(place)}/segments/${encodeURIComponent(segment)}`, signal);
  return response.body ?? new Blob([]).stream();
}

/** A download of a whole session: its data, or a page that plays it from a disk. */
export function exportUrl(app: string, session: string, format: 'json' | 'html'): string {
  return `${sessionPath(app, session)}/export?format=${format}`;
}

/**
 * What is new in a session as server-sent events, behind the one with the id `after`; without it the stream begins with
 * all there is. Null where the session is over and all of it was told.
 */
export async function openLive(
  place: Place,
  after: string | null,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array> | null> {
  const headers = { accept: 'text/event-stream', ...(after === null ? {} : { 'last-event-id': after }) };
  const response = await send(`${placePath(place)}/live`, signal, { headers, cache: 'no-store' });
  return response.status === 204 ? null : response.body;
}

/** The link that somebody came with. */
export function fetchShared(token: string, signal?: AbortSignal): Promise<Share> {
  return fetchJson(placePath({ token }), share, signal);
}

/** The links to a session that hold, oldest first. */
export function fetchShares(app: string, session: string, signal?: AbortSignal): Promise<Page<Share>> {
  return fetchJson(`${sessionPath(app, session)}/shares`, page(share), signal);
}

/** Makes a link to a session, which begins at `atMs` (recorder time) or where the session does. */
export async function createShare(
  app: string,
  session: string,
  wish: { atMs: number | null; expiresInMs: number },
): Promise<Share> {
  const response = await send(`${sessionPath(app, session)}/shares`, undefined, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  });
  return share(await response.json(), 'answer');
}

export async function revokeShare(app: string, session: string, id: string): Promise<void> {
  await send(`${sessionPath(app, session)}/shares/${encodeURIComponent(id)}`, undefined, {
    method: 'DELETE',
  });
}

function appPath(app: string): string {
  return `/api/v1/apps/${encodeURIComponent(app)}`;
}

function placePath(place: Place): string {
  return 'token' in place
    ? `/api/v1/shared/${encodeURIComponent(place.token)}`
    : sessionPath(place.app, place.session);
}

function sessionPath(app: string, session: string): string {
  return `${appPath(app)}/sessions/${encodeURIComponent(session)}`;
}

async function fetchJson<T>(path: string, shape: Shape<T>, signal?: AbortSignal): Promise<T> {
  const response = await send(path, signal);
  return shape(await response.json(), 'answer');
}

async function send(path: string, signal?: AbortSignal, options?: RequestInit): Promise<Response> {
  const response = await fetch(path, { ...options, signal: signal ?? null, credentials: 'same-origin' });
  if (!response.ok) throw new RequestError(await readFailure(response));
  return response;
}

async function readFailure(response: Response): Promise<Failure> {
  const body: unknown = await response.json().catch(() => null);
  switch (response.status) {
    case 404:
      return { kind: 'absent' };
    case 410:
      return { kind: 'gone', detail: readDetail(body) };
    case 503:
      return { kind: 'restoring', progress: readProgress(body), retryAfterMs: readRetryAfter(response) };
    default: {
      const kind = response.status < 500 ? 'refused' : 'broken';
      return { kind, detail: readDetail(body) ?? `The service answered ${response.status}.` };
    }
  }
}

function readProgress(body: unknown): number | null {
  try {
    return restoring(body, 'answer').progress;
  } catch {
    return null;
  }
}

/** Between half a second and ten: a page that waits should neither hammer nor seem dead. */
function readRetryAfter(response: Response): number {
  const seconds = Number(response.headers.get('retry-after') ?? '1');
  return Math.min(10_000, Math.max(500, Number.isFinite(seconds) ? seconds * 1000 : 1000));
}

function readDetail(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null;
  const problem = body as Record<string, unknown>;
  const words = problem['detail'] ?? problem['title'];
  return typeof words === 'string' ? words : null;
}
