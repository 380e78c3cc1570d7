// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { batch, signal } from '@preact/signals';
import { failureOf, isAbort, type Failure } from '../api/client';
import type { App, Facets, Page } from '../api/types';
import type { ListKind } from '../kinds';
import { ANY_TIME, NO_FILTERS, requestOf, timesOf, type Query } from '../query/query';
import { Feed, type Received } from './feed';

const PAGE_ROWS = 50;

/** What an explorer lists, and where it comes from. */
export interface Listed<R extends Received> {
  kind: ListKind;
  /** The same for the same row, however often it is received. */
  keyOf(row: R): string;
  fetchApps(signal: AbortSignal): Promise<{ items: App[] }>;
  fetchPage(app: string, parameters: URLSearchParams, signal: AbortSignal): Promise<Page<R>>;
  fetchFacets(app: string, parameters: URLSearchParams, signal: AbortSignal): Promise<Facets>;
}

/** The state of an explorer. What is asked for last wins; an answer to an older question is dropped. */
export class Explorer<R extends Received> {
  readonly query = signal<Query>({ app: null, range: ANY_TIME, filters: NO_FILTERS });
  readonly apps = signal<App[] | null>(null);
  /** Those of the query, or while `stale` those of the one before. */
  readonly rows = signal<R[]>([]);
  readonly stale = signal(false);
  readonly loading = signal(true);
  readonly ended = signal(false);
  readonly failure = signal<Failure | null>(null);
  /** Names of the index partitions that did not answer. */
  readonly missing = signal<string[]>([]);
  /** Whether copies of the index answered, which may lack the last seconds. */
  readonly copied = signal(false);
  /** Counts of the chosen application's rows in the chosen time; null where they are not known. */
  readonly facets = signal<Facets | null>(null);
  readonly counting = signal(false);

  #feed: Feed<R> | null = null;
  #apps: Promise<App[]> | null = null;
  #counted: string | null = null;
  readonly #life = new AbortController();
  #abort = new AbortController();
  #facetsAbort = new AbortController();
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  /** `onApp` hears of the application that was chosen where none was named. */
  constructor(
    readonly listed: Listed<R>,
    private readonly onApp: (query: Query) => void,
  ) {}

  /** Shows what a query finds, from the newest row on. */
  async open(query: Query): Promise<void> {
    this.#abandon();
    this.#feed = null;
    batch(() => {
      this.query.value = query;
      this.stale.value = true;
      this.ended.value = false;
      this.missing.value = [];
      this.copied.value = false;
    });
    await this.more();
  }

  /** Asks for everything anew. */
  async refresh(): Promise<void> {
    this.#apps = null;
    this.#counted = null;
    await this.open(this.query.peek());
  }

  /** Loads the next rows. */
  async more(): Promise<void> {
    this.#abandon();
    const { signal } = this.#abort;
    batch(() => {
      this.loading.value = true;
      this.failure.value = null;
    });
    try {
      this.#feed ??= await this.#openFeed(signal);
      const feed = this.#feed;
      const rows = await feed.next(PAGE_ROWS);
      if (signal.aborted) return;
      batch(() => {
        this.rows.value = this.stale.peek() ? rows : this.#joined(rows);
        this.stale.value = false;
        this.ended.value = feed.ended;
        this.missing.value = [...new Set([...feed.missing.values()].flat())];
        this.copied.value = feed.copied.size > 0;
      });
    } catch (thrown) {
      if (signal.aborted || isAbort(thrown)) return;
      this.#failed(failureOf(thrown));
    }
    this.loading.value = false;
  }

  dispose(): void {
    this.#abandon();
    this.#facetsAbort.abort();
    this.#life.abort();
  }

  async #openFeed(signal: AbortSignal): Promise<Feed<R>> {
    const named = this.query.peek().app;
    const asked = this.#askApps();
    // A named application's rows need not wait for the names of all.
    const apps = named === null ? await asked : [{ app: named, lastReceivedMs: null, sessions: null }];
    if (signal.aborted) throw signal.reason;
    const sources = this.#chosenOf(apps);
    const query = this.query.peek();
    const nowMs = Date.now();
    this.#count(query, nowMs);
    const parameters = requestOf(query, nowMs);
    parameters.set('limit', String(PAGE_ROWS));
    // The signal of the page, not of one request: a feed outlives the press of "Load more" that made it.
    return new Feed(sources, (app, cursor) => {
      const page = new URLSearchParams(parameters);
      if (cursor !== null) page.set('cursor', cursor);
      return this.listed.fetchPage(app, page, this.#abort.signal);
    });
  }

  #askApps(): Promise<App[]> {
    this.#apps ??= this.listed.fetchApps(this.#life.signal).then(({ items }) => (this.apps.value = items));
    this.#apps.catch(() => (this.#apps = null));
    return this.#apps;
  }

  /** Sessions are listed over all applications; of items, those of the application that was last heard of. */
  #chosenOf(apps: App[]): App[] {
    if (this.listed.kind === 'sessions' || this.query.peek().app !== null) return apps;
    const latest = apps.reduce<App | null>(
      (best, app) => (best && (best.lastReceivedMs ?? 0) >= (app.lastReceivedMs ?? 0) ? best : app),
      null,
    );
    if (latest === null) return [];
    this.query.value = { ...this.query.peek(), app: latest.app };
    this.onApp(this.query.peek());
    return [latest];
  }

  /** Counts facets, unless they are those of the same rows. They are of use without the list, and it without them. */
  #count({ app, range }: Query, nowMs: number): void {
    const counted = app === null ? null : JSON.stringify([app, range]);
    if (counted !== null && counted === this.#counted) return;
    this.#counted = counted;
    this.#facetsAbort.abort();
    this.#facetsAbort = new AbortController();
    this.facets.value = null;
    this.counting.value = app !== null;
    if (app === null) return;
    const { signal } = this.#facetsAbort;
    const told = (facets: Facets | null) => {
      if (signal.aborted) return;
      batch(() => {
        this.facets.value = facets;
        this.counting.value = false;
      });
      // Asked for again with the next query.
      if (facets === null) this.#counted = null;
    };
    this.listed.fetchFacets(app, timesOf(range, nowMs), signal).then(told, () => told(null));
  }

  /** A row that came up again stays where it is. */
  #joined(rows: R[]): R[] {
    const known = this.rows.peek();
    const keys = new Set(known.map((row) => this.listed.keyOf(row)));
    return [...known, ...rows.filter((row) => !keys.has(this.listed.keyOf(row)))];
  }

  #failed(failure: Failure): void {
    batch(() => {
      this.failure.value = failure;
      if (this.stale.peek()) this.rows.value = [];
    });
    if (failure.kind === 'restoring')
      this.#retryTimer = setTimeout(() => void this.more(), failure.retryAfterMs);
  }

  #abandon(): void {
    clearTimeout(this.#retryTimer);
    this.#abort.abort();
    this.#abort = new AbortController();
  }
}
