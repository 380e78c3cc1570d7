// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { Place } from './api/client';
import { isItemKind, isListKind, type ItemKind, type ListKind } from './kinds';

/** A page of this application, as its URL names it. */
export type Route =
  | { page: 'explorer'; kind: ListKind }
  | { page: 'session'; app: string; session: string; tab: ItemKind }
  | { page: 'item'; app: string; session: string; kind: ItemKind; id: string }
  | {
      page: 'replay';
      place: Place;
      atMs: number | null;
      view: string | null;
      kind: string | null;
      play: boolean;
    }
  | { page: 'health' }
  | { page: 'unknown' };

export type SessionRoute = Extract<Route, { page: 'session' }>;
export type ItemRoute = Extract<Route, { page: 'item' }>;
export type ReplayRoute = Extract<Route, { page: 'replay' }>;

export function readRoute(url: URL): Route {
  const path = readPath(url.pathname);
  if (path === null) return { page: 'unknown' };
  if (path.length === 0) return { page: 'explorer', kind: 'sessions' };
  if (path[0] === 'share' && path.length === 2 && path[1])
    return { page: 'replay', place: { token: path[1] }, ...readMoment(url) };
  if (path.length === 1) {
    const kind = path[0]!;
    if (kind === 'health') return { page: 'health' };
    return isListKind(kind) ? { page: 'explorer', kind } : { page: 'unknown' };
  }
  const [apps, app, sessions, session, kind, id] = path;
  if (apps !== 'apps' || sessions !== 'sessions' || !app || !session || path.length > 6)
    return { page: 'unknown' };
  if (kind === undefined) {
    const tab = url.searchParams.get('tab') ?? '';
    return { page: 'session', app, session, tab: isItemKind(tab) ? tab : 'views' };
  }
  if (id !== undefined)
    return isItemKind(kind) ? { page: 'item', app, session, kind, id } : { page: 'unknown' };
  if (kind !== 'replay') return { page: 'unknown' };
  return { page: 'replay', place: { app, session }, ...readMoment(url) };
}

/** Where in a session its replay opens, and how. */
function readMoment(url: URL): Pick<ReplayRoute, 'atMs' | 'view' | 'kind' | 'play'> {
  const at = url.searchParams.get('t');
  return {
    atMs: at !== null && /^\d+$/.test(at) ? Number(at) : null,
    view: url.searchParams.get('view'),
    kind: url.searchParams.get('kind'),
    play: url.searchParams.get('play') === '1',
  };
}

/** The parts of a path without its slashes, or null where one is not well escaped. */
function readPath(path: string): string[] | null {
  try {
    return path
      .replace(/\/$/, '')
      .split('/')
      .slice(1)
      .map((part) => decodeURIComponent(part));
  } catch {
    return null;
  }
}

export function sessionUrl(app: string, session: string, tab?: ItemKind): string {
  const path = `/apps/${encodeURIComponent(app)}/sessions/${encodeURIComponent(session)}`;
  return tab === undefined ? path : `${path}?tab=${tab}`;
}

export function itemUrl(app: string, session: string, kind: ItemKind, id: string): string {
  return `${sessionUrl(app, session)}/${kind}/${encodeURIComponent(id)}`;
}

/** The replay of a session; with `atMs` (recorder time) it opens on that frame, paused unless it is to play. */
export function replayUrl(place: Place, at?: { atMs: number; view: string | null; play?: boolean }): string {
  const path =
    'token' in place
      ? `/share/${encodeURIComponent(place.token)}`
      : `${sessionUrl(place.app, place.session)}/replay`;
  if (!at) return path;
  const parameters = new URLSearchParams({ t: String(Math.floor(at.atMs)) });
  if (at.view !== null) parameters.set('view', at.view);
  if (at.play) parameters.set('play', '1');
  return `${path}?${parameters}`;
}

/** How long before an event its replay opens, so that one sees it come. */
const LEAD_MS = 2000;

/** Something in a session that has a time. */
export interface Moment {
  app: string;
  session: string;
  view: string | null;
  atMs: number;
}

/** The replay from shortly before a moment. */
export function momentUrl({ app, session, view, atMs }: Moment, play = false): string {
  return replayUrl({ app, session }, { atMs: Math.max(0, atMs - LEAD_MS), view, play });
}
