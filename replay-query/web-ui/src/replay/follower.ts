// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { signal, type Signal } from '@preact/signals';
import type { Timeline } from '../api/types';
import type { Controller } from '../player/controller';
import type { Library } from '../player/library';
import { recordingOf } from '../player/recording';

/** A segment, as the stream of what is live tells it. */
export interface LiveSegment {
  id: string;
  view: string;
  startMs: number | null;
  endMs: number | null;
  state: string;
}

/** What the follower asks the service for. */
export interface LiveSource {
  timeline(signal: AbortSignal): Promise<Timeline>;
  segment(id: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

/** How long several news are gathered before the timeline is read for them. */
const GATHER_MS = 300;

/**
 * Keeps a replay up with its session: what a new segment adds is put behind what is loaded of its view, and the
 * timeline is read anew. A view in which a hole has come, or has closed, is read from the service again.
 */
export class Follower {
  readonly timeline: Signal<Timeline>;
  readonly #abort = new AbortController();
  /** Settles when all segments that were told are there. */
  #segments: Promise<void> = Promise.resolve();
  /** The last reading of the timeline: one at a time, so that an older answer never takes the place of a newer one. */
  #reading: Promise<boolean> = Promise.resolve(true);
  /** Views of which a segment could not be read by itself. */
  readonly #lacking = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  constructor(
    timeline: Timeline,
    private readonly controller: Controller,
    private readonly library: Library,
    private readonly source: LiveSource,
  ) {
    this.timeline = signal(timeline);
  }

  segment({ id, view, startMs, endMs, state }: LiveSegment): void {
    if (state === 'stored' && endMs !== null && isPlayable(this.timeline.peek(), view, startMs ?? endMs)) {
      const extended = this.library
        .extend(view, endMs, (abort) => this.source.segment(id, abort))
        .then((read) => read || this.#lacking.add(view));
      this.#segments = Promise.all([this.#segments, extended]).then(() => {});
    }
    this.news();
  }

  /** Something is new; what, the timeline says. */
  news(): void {
    this.#timer ??= setTimeout(() => void this.refresh(), GATHER_MS);
  }

  /**
   * Reads the timeline anew, behind what is being read, which may not have what is new.
   *
   * @returns false where it could not be read; what is shown is still that of before
   */
  refresh(): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#reading = this.#reading.then(() => this.#read());
    return this.#reading;
  }

  /** No more is expected. */
  end(): void {
    this.#over = true;
    this.news();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
  }

  async #read(): Promise<boolean> {
    const abort = this.#abort.signal;
    try {
      const next = await this.source.timeline(abort);
      await this.#segments;
      if (abort.aborted) return true;
      const harmed = new Set([...changedViews(this.timeline.peek(), next), ...this.#lacking]);
      this.#lacking.clear();
      for (const view of harmed) this.library.forget(view);
      this.library.views = next.views;
      this.timeline.value = next;
      this.controller.extend(recordingOf(next), next.status === 'OPEN' && !this.#over);
      const shown = this.controller.view.peek();
      if (shown !== null && harmed.has(shown)) await this.controller.retry();
      return true;
    } catch {
      // What is shown is still true; the next news are another chance.
      return abort.aborted;
    }
  }
}

/** The views of which something else is missing than before. */
export function changedViews(before: Timeline, now: Timeline): ReadonlySet<string> {
  const [old, young] = [harmsOf(before), harmsOf(now)];
  return new Set([...old.keys(), ...young.keys()].filter((view) => old.get(view) !== young.get(view)));
}

/** Whether there is a picture of a view at a moment; what begins where there is none adds nothing to it. */
export function isPlayable({ damaged }: Timeline, view: string, atMs: number): boolean {
  return !damaged.some(
    (harm) =>
      harm.view === view &&
      !harm.playable &&
      (harm.startMs ?? -Infinity) <= atMs &&
      atMs < (harm.endMs ?? Infinity),
  );
}

/** What is missing or damaged in each view that lacks something, as a text to compare by. */
export function harmsOf({ missing, damaged }: Pick<Timeline, 'missing' | 'damaged'>): Map<string, string> {
  const harms = new Map<string, string>();
  for (const harm of [...missing, ...damaged]) {
    if (harm.view !== null) harms.set(harm.view, (harms.get(harm.view) ?? '') + JSON.stringify(harm));
  }
  return harms;
}
