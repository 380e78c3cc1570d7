// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { App, SessionList, SessionSummary } from '../api/types';

export type FetchPage = (app: string, cursor: string | null) => Promise<SessionList>;

/**
 * The sessions of several applications as one list, newest received first. Each application is a list of its own in
 * the service, with its own cursor; here they are merged row by row. An application is first asked when its newest
 * session could be the next row, so that with hundreds of applications only a few are.
 */
export class SessionFeed {
  /** Partitions of the index that did not answer, by application. */
  readonly missing = new Map<string, string[]>();
  readonly #sources: Source[];

  constructor(
    apps: readonly Pick<App, 'app' | 'lastReceivedMs'>[],
    private readonly fetchPage: FetchPage,
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

  /** The next rows, up to `count`. After an error nothing is lost: the same rows can be asked for again. */
  async next(count: number): Promise<SessionSummary[]> {
    const taken: SessionSummary[] = [];
    try {
      while (taken.length < count) {
        await this.#fill();
        const source = this.#newest();
        if (source === null) break;
        taken.push(source.rows.shift()!);
      }
    } catch (thrown) {
      if (taken.length === 0) throw thrown;
    }
    return taken;
  }

  /** Asks every application whose unread sessions could come before the best row known. */
  async #fill(): Promise<void> {
    for (;;) {
      const bestMs = this.#newest()?.rows[0]?.receivedMs ?? -Infinity;
      const empty = this.#sources.filter((source) => source.rows.length === 0 && source.more);
      const newestMs = Math.max(...empty.map((source) => source.newestMs));
      const due = empty.filter(
        (source) => source.newestMs >= bestMs && (bestMs > -Infinity || source.newestMs === newestMs),
      );
      if (due.length === 0) return;
      await Promise.all(due.map((source) => this.#fetch(source)));
    }
  }

  async #fetch(source: Source): Promise<void> {
    const page = await this.fetchPage(source.app, source.cursor);
    source.rows.push(...page.items);
    source.cursor = page.next;
    source.more = page.next !== null;
    source.newestMs = page.items.at(-1)?.receivedMs ?? source.newestMs;
    if (page.complete === false) this.missing.set(source.app, (page.partitions?.missing ?? []).map(String));
    else this.missing.delete(source.app);
  }

  #newest(): Source | null {
    let newest: Source | null = null;
    for (const source of this.#sources) {
      const row = source.rows[0];
      if (row && (newest === null || (row.receivedMs ?? 0) > (newest.rows[0]!.receivedMs ?? 0)))
        newest = source;
    }
    return newest;
  }
}

interface Source {
  app: string;
  /** No unread session of the application was received later than this. */
  newestMs: number;
  rows: SessionSummary[];
  cursor: string | null;
  more: boolean;
}
