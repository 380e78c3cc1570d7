// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The query service's answers as this page uses them. Times are epoch milliseconds in fields that end in `Ms`; what
 * is unknown is null.
 */
import { anything, dictionary, flag, list, nullable, number, oneOf, record, text, type Of } from './shape';

/** How many partitions of the index answered a list; `missing` names those that did not. */
export const partitions = record({
  total: number,
  answered: number,
  stale: number,
  missing: list(anything),
});
export type Partitions = Of<typeof partitions>;

export const app = record({ app: text, lastReceivedMs: nullable(number), sessions: nullable(number) });
export type App = Of<typeof app>;

export const appList = record({
  items: list(app),
  complete: nullable(flag),
  partitions: nullable(partitions),
});
export type AppList = Of<typeof appList>;

const status = oneOf('OPEN', 'CLOSED');

export const sessionSummary = record({
  app: text,
  session: text,
  status,
  startMs: nullable(number),
  endMs: nullable(number),
  receivedMs: nullable(number),
  durationMs: nullable(number),
  activeMs: nullable(number),
  inactiveMs: nullable(number),
  inactivityGaps: nullable(number),
  views: nullable(number),
  actions: nullable(number),
  errors: nullable(number),
  completeness: nullable(number),
  limits: nullable(list(text)),
  hasReplay: nullable(flag),
  user: nullable(record({ id: nullable(text), name: nullable(text), email: nullable(text) })),
  browser: nullable(text),
  os: nullable(text),
  device: nullable(text),
  country: nullable(text),
  firstUrl: nullable(text),
  lastUrl: nullable(text),
  sdk: nullable(record({ name: nullable(text), version: nullable(text) })),
});
export type SessionSummary = Of<typeof sessionSummary>;

export const sessionList = record({
  items: list(sessionSummary),
  next: nullable(text),
  complete: nullable(flag),
  partitions: nullable(partitions),
});
export type SessionList = Of<typeof sessionList>;

/** A lane of the session: one page, route or tab, as its SDK names it. */
export const view = record({
  id: text,
  tab: nullable(text),
  url: nullable(text),
  name: nullable(text),
  startMs: number,
  endMs: number,
});
export type View = Of<typeof view>;

/** `kind` is open: an unknown one is shown with its own name. */
export const marker = record({
  id: text,
  kind: text,
  atMs: number,
  durationMs: nullable(number),
  view: nullable(text),
  label: nullable(text),
  attributes: nullable(dictionary(anything)),
});
export type Marker = Of<typeof marker>;

/** From the last activity to the next one; the service gives only those longer than the asked threshold. */
export const inactivity = record({ startMs: number, endMs: number });
export type Inactivity = Of<typeof inactivity>;

export const missing = record({
  view: nullable(text),
  fromIndex: nullable(number),
  toIndex: nullable(number),
  startMs: nullable(number),
  endMs: nullable(number),
  reason: text,
});
export type Missing = Of<typeof missing>;

export const damaged = record({
  view: text,
  startMs: nullable(number),
  endMs: nullable(number),
  reason: text,
  playable: flag,
});
export type Damaged = Of<typeof damaged>;

export const timeline = record({
  app: text,
  session: text,
  status,
  startMs: nullable(number),
  endMs: nullable(number),
  activeMs: nullable(number),
  inactiveMs: nullable(number),
  views: list(view),
  markers: list(marker),
  inactivity: list(inactivity),
  missing: list(missing),
  damaged: list(damaged),
});
export type Timeline = Of<typeof timeline>;

export const restoring = record({ status: text, progress: nullable(number) });
