// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { App, Page } from '../api/types';

/** A row of a list; lists are in order of `receivedMs`, the newest first. */
export interface Received {
  receivedMs: number | null;
}

export type FetchPage<R> = (app: string, cursor: string | null) => Promise<Page<R>>;

/**
 * Pages that are asked for in a row before what was found is given: a rare filter lets so little pass that a whole
 * list would be read before the first row is shown.
 */
const MOST_ROUNDS = 10;

/**
 * The rows of several applications as one list, newest received first. Each application is a list of its own in
 * the service, with its own cursor; here they are merged row by row. An application is first asked when its newest
 * row could be the next, so that with hundreds of applications only a few are.
 */
export class Feed<R extends Received> {
  /** Partitions of the index that did not answer, by application. */
  readonly missing = new Map<string, string[]>();
  /** Applications of which copies answered in part, which may lack the last seconds. */
  readonly copied = new Set<string>();
  readonly #sources: Source<R>[];

  constructor(
    apps: readonly Pick<App, 'app' | 'lastReceivedMs'>[],
    private readonly fetchPage: FetchPage<R>,
  ) {
    this.#sources = apps.map(({ app, lastReceivedMs }) => ({
      app,
      newestMs: lastReceivedMs ?? Infinity,
      rows: [],
      cursor: null,
      more: true,
    }));
  }

  /** Whether the last row has been given. */
  get ended(): boolean {
    return this.#sources.every((source) => source.rows.length === 0 && !source.more);
  }

  /**
   * The next rows, up to `count`; fewer, even none, where little of much passes the filters. After an error nothing is
   * lost: the same rows can be asked for again.
   */
  async next(count: number): Promise<R[]> {
    const taken: R[] = [];
    const rounds = { left: MOST_ROUNDS };
    try {
      while (taken.length < count && (await this.#fill(rounds))) {
        const source = this.#newest();
        if (source === null) break;
        taken.push(source.rows.shift()!);
      }
    } catch (thrown) {
      if (taken.length === 0) throw thrown;
    }
    return taken;
  }

  /** Asks every application whose unread rows could come before the best row known; false where that took too long. */
  async #fill(rounds: { left: number }): Promise<boolean> {
    for (;;) {
      const bestMs = this.#newest()?.rows[0]?.receivedMs ?? -Infinity;
      const empty = this.#sources.filter((source) => source.rows.length === 0 && source.more);
      const newestMs = Math.max(...empty.map((source) => source.newestMs));
      const due = empty.filter(
        (source) => source.newestMs >= bestMs && (bestMs > -Infinity || source.newestMs === newestMs),
      );
      if (due.length === 0) return true;
      if (rounds.left-- === 0) return false;
      await Promise.all(due.map((source) => this.#fetch(source)));
    }
  }

  async #fetch(source: Source<R>): Promise<void> {
    const page = await this.fetchPage(source.app, source.cursor);
    source.rows.push(...page.items);
    source.cursor = page.next;
    source.more = page.next !== null;
    source.newestMs = page.items.at(-1)?.receivedMs ?? source.newestMs;
    if (page.complete === false) this.missing.set(source.app, (page.partitions?.missing ?? []).map(String));
    else this.missing.delete(source.app);
    if ((page.partitions?.stale ?? 0) > 0) this.copied.add(source.app);
    else this.copied.delete(source.app);
  }

  #newest(): Source<R> | null {
    let newest: Source<R> | null = null;
    for (const source of this.#sources) {
      const row = source.rows[0];
      if (row && (newest === null || (row.receivedMs ?? 0) > (newest.rows[0]!.receivedMs ?? 0)))
        newest = source;
    }
    return newest;
  }
}

interface Source<R> {
  app: string;
  /** No unread row of the application was received later than this. */
  newestMs: number;
  rows: R[];
  cursor: string | null;
  more: boolean;
}
