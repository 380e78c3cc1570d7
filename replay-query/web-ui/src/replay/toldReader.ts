// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { signal } from '@preact/signals';
import type { Marker, Timeline } from '../api/types';
import type { Lane } from '../player/lanes';
import type { OpenEvents } from '../player/library';
import { readLines } from '../player/ndjson';
import { harmsOf } from './follower';
import { mayTell, toldBy, type Told } from './told';

/** Rows of each kind that are kept of a session: what a person may look through. */
const MAX_ROWS = 20_000;

export type ToldState = 'loading' | 'complete' | 'cut' | 'failed';

/** How far a view was read, and what was missing in it then. */
interface Reach {
  endMs: number;
  harms: string | undefined;
}

/**
 * Reads what the events of a whole session tell, one view after the other, once somebody wants to see it; then what
 * comes of it, from the last full snapshot on, which is the least that can be asked for.
 */
export class ToldReader {
  readonly told = signal<Told>({ console: [], network: [] });
  readonly state = signal<ToldState>('loading');
  readonly #found: { console: Marker[]; network: Marker[] } = { console: [], network: [] };
  readonly #reached = new Map<string, Reach>();
  /** How often each line of a view was taken, so that one is not told again that is read again. */
  readonly #taken = new Map<string, Map<string, number>>();
  readonly #abort = new AbortController();
  #lines = 0;
  #wanted = false;
  #reading = false;

  constructor(
    private timeline: Pick<Timeline, 'views' | 'missing' | 'damaged'>,
    private readonly open: OpenEvents,
  ) {}

  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    void this.#read();
  }

  /** There is more, or something else is missing. */
  follow(timeline: Pick<Timeline, 'views' | 'missing' | 'damaged'>): void {
    this.timeline = timeline;
    if (this.#wanted) void this.#read();
  }

  /** Reads again what failed. */
  retry(): void {
    this.state.value = 'loading';
    void this.#read();
  }

  dispose(): void {
    this.#abort.abort();
  }

  async #read(): Promise<void> {
    if (this.#reading || this.state.peek() === 'cut') return;
    this.#reading = true;
    try {
      for (let next = this.#next(); next; next = this.#next()) {
        if (!(await this.#readView(next.lane, next.reach))) return this.#tell('cut');
        this.#tell(this.state.peek());
      }
      this.#tell('complete');
    } catch {
      if (!this.#abort.signal.aborted) this.#tell('failed');
    } finally {
      this.#reading = false;
    }
  }

  /** A view that was not read, or not as it is now. */
  #next(): { lane: Lane; reach: Reach } | null {
    const harms = harmsOf(this.timeline);
    for (const lane of this.timeline.views) {
      const reach = { endMs: lane.endMs, harms: harms.get(lane.id) };
      const before = this.#reached.get(lane.id);
      if (before?.endMs !== reach.endMs || before.harms !== reach.harms) return { lane, reach };
    }
    return null;
  }

  /** Returns false where there is more than is kept. */
  async #readView({ id }: Lane, reach: Reach): Promise<boolean> {
    const before = this.#reached.get(id);
    // What came into a hole is before what was read.
    const fromMs = before && before.harms === reach.harms ? before.endMs : null;
    const taken = this.#taken.get(id) ?? new Map<string, number>();
    this.#taken.set(id, taken);
    const read = new Map<string, number>();
    const isNew = (line: string) => {
      const count = (read.get(line) ?? 0) + 1;
      read.set(line, count);
      if (count <= (taken.get(line) ?? 0)) return false;
      taken.set(line, count);
      return true;
    };
    const stream = await this.open({ view: id, fromMs }, this.#abort.signal);
    for await (const line of readLines(stream, (text) => mayTell(text) && isNew(text))) {
      const { console, network } = toldBy(line.value, id, this.#lines++);
      this.#found.console.push(...console);
      this.#found.network.push(...network);
      if (Math.max(this.#found.console.length, this.#found.network.length) >= MAX_ROWS) return false;
    }
    this.#reached.set(id, reach);
    return true;
  }

  #tell(state: ToldState): void {
    this.told.value = { console: [...this.#found.console], network: [...this.#found.network] };
    this.state.value = state;
  }
}
