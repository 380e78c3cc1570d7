// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { batch, signal } from '@preact/signals';
import { failureOf, fetchApps, fetchSessions, isAbort, type Failure } from '../api/client';
import type { App, SessionSummary } from '../api/types';
import { SessionFeed } from './feed';

const PAGE_ROWS = 50;

/** The state of the sessions page. What is asked for last wins; an answer to an older question is dropped. */
export class SessionList {
  readonly apps = signal<App[] | null>(null);
  /** The chosen application; null for all. */
  readonly app = signal<string | null>(null);
  readonly rows = signal<SessionSummary[]>([]);
  readonly loading = signal(true);
  readonly ended = signal(false);
  readonly failure = signal<Failure | null>(null);
  /** Names of the index partitions that did not answer. */
  readonly missing = signal<string[]>([]);

  #feed: SessionFeed | null = null;
  #abort = new AbortController();
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  /** Shows an application's sessions, or those of all, from the newest one on. */
  async open(app: string | null): Promise<void> {
    this.#abandon();
    this.#feed = null;
    batch(() => {
      this.app.value = app;
      this.rows.value = [];
      this.ended.value = false;
      this.missing.value = [];
    });
    await this.more();
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
      const rows = await this.#feed.next(PAGE_ROWS);
      if (signal.aborted) return;
      batch(() => {
        this.rows.value = [...this.rows.peek(), ...rows];
        this.ended.value = this.#feed!.ended;
        this.missing.value = [...new Set([...this.#feed!.missing.values()].flat())];
      });
    } catch (thrown) {
      if (signal.aborted || isAbort(thrown)) return;
      this.#failed(failureOf(thrown));
    }
    this.loading.value = false;
  }

  retry(): Promise<void> {
    return this.more();
  }

  dispose(): void {
    this.#abandon();
  }

  async #openFeed(signal: AbortSignal): Promise<SessionFeed> {
    const apps = await fetchApps(signal);
    this.apps.value = apps.items;
    const chosen = this.app.peek();
    const sources = chosen === null ? apps.items : [{ app: chosen, lastReceivedMs: null }];
    // The signal of the page, not of one request: a feed outlives the press of "Load more" that made it.
    return new SessionFeed(sources, (app, cursor) =>
      fetchSessions(app, { limit: PAGE_ROWS, cursor }, this.#abort.signal),
    );
  }

  #failed(failure: Failure): void {
    this.failure.value = failure;
    if (failure.kind === 'restoring')
      this.#retryTimer = setTimeout(() => void this.retry(), failure.retryAfterMs);
  }

  #abandon(): void {
    clearTimeout(this.#retryTimer);
    this.#abort.abort();
    this.#abort = new AbortController();
  }
}
