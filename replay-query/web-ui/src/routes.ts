// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

/** A page of this application, as its URL names it. */
export type Route =
  | { page: 'sessions' }
  | {
      page: 'replay';
      app: string;
      session: string;
      atMs: number | null;
      view: string | null;
      kind: string | null;
    }
  | { page: 'unknown' };

export type ReplayRoute = Extract<Route, { page: 'replay' }>;

export function readRoute(url: URL): Route {
  if (url.pathname === '/' || /^\/sessions\/?$/.test(url.pathname)) return { page: 'sessions' };
  const replay = /^\/apps\/([^/]+)\/sessions\/([^/]+)\/replay\/?$/.exec(url.pathname);
  if (!replay) return { page: 'unknown' };
  const at = url.searchParams.get('t');
  return {
    page: 'replay',
    app: decodeURIComponent(replay[1]!),
    session: decodeURIComponent(replay[2]!),
    atMs: at !== null && /^\d+$/.test(at) ? Number(at) : null,
    view: url.searchParams.get('view'),
    kind: url.searchParams.get('kind'),
  };
}

/** The replay of a session; with `atMs` (recorder time) it opens paused on that frame. */
export function replayUrl(app: string, session: string, at?: { atMs: number; view: string | null }): string {
  const path = `/apps/${encodeURIComponent(app)}/sessions/${encodeURIComponent(session)}/replay`;
  if (!at) return path;
  const parameters = new URLSearchParams({ t: String(Math.floor(at.atMs)) });
  if (at.view !== null) parameters.set('view', at.view);
  return `${path}?${parameters}`;
}
