// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { signal } from '@preact/signals';
import type { Marker } from '../api/types';
import type { Lane } from '../player/lanes';
import type { OpenEvents } from '../player/library';
import { readLines } from '../player/ndjson';
import { mayTell, toldBy, type Told } from './told';

/** Rows of each kind that are kept of a session: what a person may look through. */
const MAX_ROWS = 20_000;

export type ToldState = 'loading' | 'complete' | 'cut' | 'failed';

/** Reads what the events of a whole session tell, one view after the other, once somebody wants to see it. */
export class ToldReader {
  readonly told = signal<Told>({ console: [], network: [] });
  readonly state = signal<ToldState>('loading');
  readonly #abort = new AbortController();
  #started = false;

  constructor(
    private readonly views: readonly Lane[],
    private readonly open: OpenEvents,
  ) {}

  start(): void {
    if (this.#started) return;
    this.#started = true;
    void this.#read();
  }

  /** Reads again what failed. */
  retry(): void {
    this.#started = false;
    this.state.value = 'loading';
    this.start();
  }

  dispose(): void {
    this.#abort.abort();
  }

  async #read(): Promise<void> {
    const found: { console: Marker[]; network: Marker[] } = { console: [], network: [] };
    try {
      for (const { id } of this.views) {
        const stream = await this.open({ view: id, fromMs: null }, this.#abort.signal);
        let place = 0;
        for await (const line of readLines(stream, mayTell)) {
          const { console, network } = toldBy(line.value, id, place++);
          found.console.push(...console);
          found.network.push(...network);
          if (Math.max(found.console.length, found.network.length) >= MAX_ROWS)
            return this.#tell(found, 'cut');
        }
        this.#tell(found, 'loading');
      }
      this.#tell(found, 'complete');
    } catch {
      if (!this.#abort.signal.aborted) this.#tell(found, 'failed');
    }
  }

  #tell(found: Told, state: ToldState): void {
    this.told.value = { console: [...found.console], network: [...found.network] };
    this.state.value = state;
  }
}
