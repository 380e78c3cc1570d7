// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { Timeline } from '../api/types';
import { formatDuration } from '../format';

/** What has come of a session since its timeline was read, as the stream of what is live tells it. */
export interface News {
  /** Keys of markers that the timeline does not have. */
  readonly markers: ReadonlySet<string>;
  /** Until when it is recorded by now, epoch ms. */
  readonly endMs: number;
  /** Whether no more is expected. */
  readonly over: boolean;
}

interface Told {
  kind: string;
  id: string;
}

const keyOf = ({ kind, id }: Told) => `${kind} ${id}`;

/** Follows one session. */
export class NewsReader {
  readonly #known: ReadonlySet<string>;
  readonly #endMs: number;
  #news: News;

  constructor(timeline: Timeline) {
    this.#known = new Set(timeline.markers.map(keyOf));
    this.#endMs = timeline.endMs ?? -Infinity;
    this.#news = { markers: new Set(), endMs: this.#endMs, over: false };
  }

  get news(): News {
    return this.#news;
  }

  marker(told: Told): void {
    const key = keyOf(told);
    if (this.#known.has(key) || this.#news.markers.has(key)) return;
    this.#news = { ...this.#news, markers: new Set([...this.#news.markers, key]) };
  }

  segment({ endMs }: { endMs: number | null }): void {
    if (endMs !== null && endMs > this.#news.endMs) this.#news = { ...this.#news, endMs };
  }

  end(): void {
    this.#news = { ...this.#news, over: true };
  }

  /** For a person; empty while there is nothing new. */
  inWords(): string {
    const { markers, endMs } = this.#news;
    const parts = [];
    if (endMs > this.#endMs && Number.isFinite(this.#endMs))
      parts.push(`${formatDuration(endMs - this.#endMs)} more recorded`);
    if (markers.size > 0) parts.push(markers.size === 1 ? '1 new event' : `${markers.size} new events`);
    return parts.join(', ');
  }
}
