// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The query service's answers as this page uses them. Times are epoch milliseconds in fields that end in `Ms`; what
 * is unknown is null.
 */
import { anything, dictionary, flag, list, nullable, number, oneOf, record, text } from './shape';
import type { Of, Shape } from './shape';

/** How many partitions of the index answered; `missing` names those that did not. */
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

/** A link to a session; `url` has it for whoever the link is given to. */
export const share = record({
  id: text,
  url: text,
  atMs: nullable(number),
  createdMs: number,
  expiresMs: number,
});
export type Share = Of<typeof share>;

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
  resources: nullable(number),
  longTasks: nullable(number),
  frustrations: nullable(number),
  segments: nullable(number),
  bytes: nullable(number),
  completeness: nullable(number),
  limits: nullable(list(text)),
  hasReplay: nullable(flag),
  user: nullable(record({ id: nullable(text), name: nullable(text), email: nullable(text) })),
  browser: nullable(text),
  os: nullable(text),
  device: nullable(text),
  country: nullable(text),
  env: nullable(text),
  service: nullable(text),
  version: nullable(text),
  firstUrl: nullable(text),
  lastUrl: nullable(text),
  sdk: nullable(record({ name: nullable(text), version: nullable(text) })),
  attributes: nullable(dictionary(anything)),
  expiresMs: nullable(number),
});
export type SessionSummary = Of<typeof sessionSummary>;

/** What an SDK's RUM event tells; `attributes` are under the SDK's own names. */
export const rumItem = record({
  id: text,
  kind: text,
  app: text,
  session: text,
  view: nullable(text),
  atMs: number,
  receivedMs: nullable(number),
  durationMs: nullable(number),
  label: nullable(text),
  hasReplay: nullable(flag),
  attributes: nullable(dictionary(anything)),
});
export type RumItem = Of<typeof rumItem>;

/** One page of a list, newest received first; `next` is the cursor of the page after it, null on the last. */
export interface Page<R> {
  items: R[];
  next: string | null;
  complete: boolean | null;
  partitions: Partitions | null;
}

export function page<R>(item: Shape<R>): Shape<Page<R>> {
  return record({
    items: list(item),
    next: nullable(text),
    complete: nullable(flag),
    partitions: nullable(partitions),
  });
}

const facet = list(record({ value: text, count: number }));

/** How often each value stands in a list; `approximate` where only the newest rows were counted. */
export const facets = record({
  status: facet,
  browser: facet,
  os: facet,
  device: facet,
  country: facet,
  env: facet,
  service: facet,
  version: facet,
  sdk: facet,
  counted: number,
  approximate: flag,
  complete: nullable(flag),
  partitions: nullable(partitions),
});
export type Facets = Of<typeof facets>;

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

const reasonCount = record({ reason: text, count: number });

/** How the installation is; parts that the cluster does not tell are null, and `problems` say why. */
export const healthReport = record({
  atMs: number,
  versions: record({
    playhead: text,
    java: text,
    kafkaClient: text,
    generation: number,
    building: nullable(number),
  }),
  lag: nullable(list(record({ role: text, group: text, working: flag, records: number }))),
  deadLetters: nullable(
    record({
      sinceMs: number,
      complete: flag,
      reasons: list(record({ reason: text, count: number, unstored: number, latestMs: number })),
    }),
  ),
  refused: nullable(list(reasonCount)),
  replaysKeptMs: number,
  disk: nullable(
    record({
      topicBytes: number,
      storeBytes: number,
      freeBytes: nullable(number),
      bytesPerDay: nullable(number),
      bytesInTheEnd: nullable(number),
      fullInDays: nullable(number),
      topics: list(
        record({
          topic: text,
          bytes: number,
          records: number,
          bytesPerDay: nullable(number),
          bytesInTheEnd: nullable(number),
          keptMs: nullable(number),
        }),
      ),
    }),
  ),
  problems: list(text),
});
export type HealthReport = Of<typeof healthReport>;

export const restoring = record({ status: text, progress: nullable(number) });
