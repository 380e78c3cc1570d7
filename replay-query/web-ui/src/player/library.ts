// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { nothing, type MayLoad } from './assets';
import type { Lane, Stretch } from './lanes';
import type { Gap } from './gaps';
import { covers, planDrops, planLoads, wantedAt, type LoadedView, type Moment, type Wanted } from './plan';
import { Tape } from './tape';

/** Opens the NDJSON stream of a view's events. */
export type OpenEvents = (wanted: Wanted, signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;

/** Bytes of NDJSON that are kept; parsed they take a few times as much. */
const BUDGET_BYTES = 40_000_000;

/** How much of a session a tape may still have to read before a moment. */
const WAIT_FOR_MS = 300_000;

/** The tapes of a session's views: loads what the plan asks for and forgets what has not been used for longest. */
export class Library {
  readonly #tapes = new Map<string, { tape: Tape; lastUse: number }>();
  #uses = 0;

  constructor(
    public views: readonly Lane[],
    readonly open: OpenEvents,
    readonly mayLoad: MayLoad = nothing,
  ) {}

  /** The tape that shows a view at a moment, loading or loaded. A failed one is tried anew. */
  tapeAt(view: string, atMs: number): Tape {
    const wanted = wantedAt(this.views, view, atMs);
    const known = this.#tapes.get(view);
    if (
      known &&
      known.tape.state !== 'failed' &&
      covers(known.tape, wanted.fromMs) &&
      !this.#isFar(known.tape, atMs)
    ) {
      known.lastUse = ++this.#uses;
      return known.tape;
    }
    return this.#load(wanted);
  }

  /** Loads ahead of the playhead and frees what is over the budget. */
  prepare(stretches: readonly Stretch[], gaps: readonly Gap[], moment: Moment): void {
    const failed = new Set(
      [...this.#tapes.values()].filter(({ tape }) => tape.state === 'failed').map(({ tape }) => tape.view),
    );
    const wanted = planLoads(stretches, this.views, gaps, this.#loaded(), moment);
    for (const next of wanted) if (!failed.has(next.view)) this.#load(next);
    const newest = new Set(
      [...this.#loaded()]
        .sort((a, b) => b.lastUse - a.lastUse)
        .slice(0, 3)
        .map((part) => part.view),
    );
    for (const view of planDrops(this.#loaded(), newest, BUDGET_BYTES)) this.#forget(view);
  }

  /**
   * Adds what came of a view behind what its tape has; a view without one is read when it is wanted.
   *
   * @returns false where it could not be read, and the view has to be read anew for it
   */
  async extend(
    view: string,
    endMs: number,
    open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>,
  ): Promise<boolean> {
    return (await this.#tapes.get(view)?.tape.extend(endMs, open)) ?? true;
  }

  /** Has a view read anew when it is wanted next. */
  forget(view: string): void {
    this.#forget(view);
  }

  dispose(): void {
    for (const view of [...this.#tapes.keys()]) this.#forget(view);
  }

  /** Whether a tape that still loads has so far to go that a new one, from the moment itself, is there sooner. */
  #isFar(tape: Tape, atMs: number): boolean {
    if (tape.state !== 'loading') return false;
    const startMs = tape.fromMs ?? this.views.find((lane) => lane.id === tape.view)?.startMs ?? atMs;
    return atMs - Math.max(tape.reachesMs, startMs) > WAIT_FOR_MS;
  }

  #load(wanted: Wanted): Tape {
    this.#forget(wanted.view);
    const tape = new Tape(wanted.view, wanted.fromMs, (signal) => this.open(wanted, signal), this.mayLoad);
    this.#tapes.set(wanted.view, { tape, lastUse: ++this.#uses });
    return tape;
  }

  #loaded(): LoadedView[] {
    return [...this.#tapes.values()].map(({ tape, lastUse }) => ({
      view: tape.view,
      fromMs: tape.fromMs,
      bytes: tape.bytes,
      lastUse,
    }));
  }

  #forget(view: string): void {
    this.#tapes.get(view)?.tape.dispose();
    this.#tapes.delete(view);
  }
}
