// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { nothing, type MayLoad } from './assets';
import {
  CUSTOM,
  FULL_SNAPSHOT,
  INCREMENTAL,
  MEDIA_INTERACTION,
  META,
  readEvent,
  type Hole,
  type RecordedEvent,
} from './events';
import { readLines } from './ndjson';
import { withoutRemoteFiles } from './placeholders';

export type TapeState = 'loading' | 'complete' | 'failed';

/** The size of a page whose recording does not tell it. */
const UNKNOWN_SIZE = { href: '', width: 1280, height: 720 };

/** After how many events a tape that still loads lets others run and tells of its growth. */
const BATCH = 500;

/** The events of ONE view, growing while they are read; two views are never mixed, for their node ids collide. */
export class Tape {
  readonly events: RecordedEvent[] = [];
  readonly holes: Hole[] = [];
  bytes = 0;
  state: TapeState = 'loading';
  failure: unknown = null;
  /** The time of the first picture, or null while there is none. */
  pictureMs: number | null = null;
  /** Up to where events have been read. */
  reachesMs = -Infinity;

  readonly #grown = new Set<() => void>();
  #reading: Promise<void>;
  readonly #abort = new AbortController();

  constructor(
    readonly view: string,
    readonly fromMs: number | null,
    open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>,
    readonly mayLoad: MayLoad = nothing,
  ) {
    this.#reading = this.#read(open);
  }

  /**
   * Reads what came since behind what there is, once that is read, unless it is among it already.
   *
   * @param endMs of what came
   * @returns false where it could not be read, and the view has to be read anew for it
   */
  extend(
    endMs: number,
    open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>,
  ): Promise<boolean> {
    const extended = this.#reading.then(() => this.#extend(endMs, open));
    this.#reading = extended.then(() => {});
    return extended;
  }

  /** Whether a frame at `atMs` can be painted, or never will. */
  readyAt(atMs: number): boolean {
    return this.state !== 'loading' || (this.pictureMs !== null && this.reachesMs > atMs);
  }

  /** Resolves once {@link readyAt} holds. */
  whenReadyAt(atMs: number): Promise<void> {
    if (this.readyAt(atMs)) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.onGrowth(() => {
        if (!this.readyAt(atMs)) return;
        stop();
        resolve();
      });
    });
  }

  /** The hole that a moment lies in, one that stops the picture before one that only harms it. */
  holeAt(atMs: number): Hole | null {
    const here = this.holes.filter((hole) => hole.startMs <= atMs && atMs < (hole.untilMs ?? Infinity));
    return here.find((hole) => !hole.playable) ?? here[0] ?? null;
  }

  /** Calls back after each growth, until the returned function is called. */
  onGrowth(listener: () => void): () => void {
    this.#grown.add(listener);
    return () => this.#grown.delete(listener);
  }

  dispose(): void {
    this.#grown.clear();
    this.#abort.abort();
  }

  async #read(open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>): Promise<void> {
    this.state = 'loading';
    try {
      let read = 0;
      for await (const line of readLines(await open(this.#abort.signal))) {
        this.bytes += line.bytes;
        this.#append(line.value);
        if (++read % BATCH === 0) {
          this.#tell();
          await nextTask();
        }
      }
      this.state = 'complete';
    } catch (thrown) {
      this.state = 'failed';
      this.failure = thrown;
    }
    this.#tell();
  }

  async #extend(
    endMs: number,
    open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>,
  ): Promise<boolean> {
    if (this.state === 'failed') return false;
    if (endMs <= this.reachesMs) return true;
    this.state = 'loading';
    try {
      const lines = [];
      for await (const line of readLines(await open(this.#abort.signal))) lines.push(line);
      // A segment may end with what is no event: whether it is here already, only its events tell.
      if (lines.some(({ value }) => timeOf(value) > this.reachesMs)) {
        for (const { value, bytes } of lines) {
          this.bytes += bytes;
          this.#append(value);
        }
      }
      return true;
    } catch {
      return false;
    } finally {
      this.state = 'complete';
      this.#tell();
    }
  }

  #append(line: unknown): void {
    const entry = readEvent(line);
    if (entry === null) return;
    if ('hole' in entry) {
      this.holes.push(entry.hole);
      return;
    }
    const event = entry.event;
    this.reachesMs = Math.max(this.reachesMs, event.timestamp);
    if (event.type === CUSTOM || isMedia(event)) return;
    if (event.type === FULL_SNAPSHOT && this.pictureMs === null) {
      // The Replayer keeps its frame hidden until it knows the page's size.
      if (!this.events.some((earlier) => earlier.type === META)) {
        this.events.push({ type: META, timestamp: event.timestamp, data: UNKNOWN_SIZE });
      }
      this.pictureMs = event.timestamp;
    }
    this.events.push(withoutRemoteFiles(event, this.mayLoad));
  }

  #tell(): void {
    for (const listener of [...this.#grown]) listener();
  }
}

function timeOf(line: unknown): number {
  const entry = readEvent(line);
  return entry !== null && 'event' in entry ? entry.event.timestamp : -Infinity;
}

/** Media files are never there, and a browser refuses to start them without being asked. */
function isMedia({ type, data }: RecordedEvent): boolean {
  return type === INCREMENTAL && (data as { source?: unknown } | undefined)?.source === MEDIA_INTERACTION;
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
