// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { Replayer } from '@rrweb/replay';
import '@rrweb/replay/dist/style.css';
import type { Tape } from './tape';

export interface Size {
  width: number;
  height: number;
}

/**
 * Bubbles from the stage when something does not fit the page it is for and is passed over; its `detail` says what, for
 * whoever checks a recording. It may be recorded content, which belongs into no log.
 */
export const MISFIT_EVENT = 'playhead-misfit';

/** How long a first picture may take before the page counts as one that cannot be built. */
const BUILD_LIMIT_MS = 15_000;

/** A page that the Replayer could not build. */
export class PictureError extends Error {
  constructor(cause?: unknown) {
    super('The page could not be rebuilt from what was recorded.', { cause });
    this.name = 'PictureError';
  }
}

/**
 * The screen: at most one visible Replayer, fed with one tape. Another tape gets a new Replayer, built off screen and
 * swapped in with its first picture, so that the old page stays until the new one is there.
 *
 * All moments are epoch milliseconds. A frame "at" a moment has the events of that very millisecond applied.
 */
export class Stage {
  onSize: (size: Size) => void = () => {};
  #current: Projection | null = null;
  #speed = 1;

  constructor(readonly root: HTMLElement) {}

  /** The tape on screen. */
  get tape(): Tape | null {
    return this.#current?.tape ?? null;
  }

  /** Whether the Replayer moves on by itself; false once it is paused or out of loaded events. */
  get running(): boolean {
    return this.#current?.running ?? false;
  }

  /** The moment on screen, while {@link running}. */
  nowMs(): number {
    return this.#current?.nowMs() ?? 0;
  }

  /**
   * Puts a tape on screen, paused at a moment. Gives up without a change when `stillWanted` says so: of many seeks
   * in a row only the last is shown. False where it gave up.
   */
  async show(tape: Tape, atMs: number, stillWanted: () => boolean): Promise<boolean> {
    if (this.#current?.tape === tape && !this.#current.outdated) {
      this.#current.pauseAt(atMs);
      return true;
    }
    const next = new Projection(tape, this.root, this.#speed);
    try {
      await next.built;
    } catch (thrown) {
      next.dispose();
      throw thrown;
    }
    if (!stillWanted()) {
      next.dispose();
      return false;
    }
    next.pauseAt(atMs);
    next.onSize = (size) => this.onSize(size);
    const previous = this.#current;
    this.#current = next;
    next.reveal();
    previous?.dispose();
    return true;
  }

  runFrom(atMs: number): void {
    this.#current?.runFrom(atMs);
  }

  pause(): void {
    this.#current?.pause();
  }

  setSpeed(speed: number): void {
    this.#speed = speed;
    this.#current?.setSpeed(speed);
  }

  /** Takes the page off the screen. */
  clear(): void {
    this.#current?.dispose();
    this.#current = null;
  }
}

/** One Replayer over one tape. */
class Projection {
  /** Settles with the first picture. */
  readonly built: Promise<void>;
  /** Whether an event came that belongs before the first one: the Replayer has to be built anew. */
  outdated = false;

  readonly #host = document.createElement('div');
  readonly #replayer: Replayer;
  readonly #startMs: number;
  readonly #stopListening: () => void;
  #fed: number;
  #playing = false;
  #size: Size | null = null;
  #onSize: (size: Size) => void = () => {};

  constructor(
    readonly tape: Tape,
    root: HTMLElement,
    speed: number,
  ) {
    this.#host.className = 'screen screen-pending';
    root.append(this.#host);
    this.#fed = tape.events.length;
    const misfit = (...details: unknown[]) => {
      const detail = details.map(String).join(' ');
      root.dispatchEvent(new CustomEvent(MISFIT_EVENT, { bubbles: true, detail }));
    };
    this.#replayer = new Replayer(tape.events, {
      root: this.#host,
      speed,
      mouseTail: false,
      showWarning: true,
      logger: { log: () => {}, warn: misfit },
      // Its own skipping plays fast instead of jumping and mixes the threshold with the speed.
      skipInactive: false,
      triggerFocus: false,
      useVirtualDom: true,
      UNSAFE_replayCanvas: false,
    });
    leaveOutBroken(this.#replayer, misfit);
    this.#startMs = this.#replayer.getMetaData().startTime;
    this.#replayer.iframe.title = 'Recorded page';
    this.#replayer.iframe.tabIndex = -1;
    this.#replayer.on('resize', (size) => this.#resized(size as Size));
    // It only means that the loaded events have run out.
    this.#replayer.on('finish', () => (this.#playing = false));
    this.built = new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new PictureError()), BUILD_LIMIT_MS);
      this.#replayer.on('fullsnapshot-rebuilded', () => {
        clearTimeout(limit);
        resolve();
      });
    });
    this.#stopListening = tape.onGrowth(() => this.#feed());
  }

  set onSize(listener: (size: Size) => void) {
    this.#onSize = listener;
    if (this.#size) listener(this.#size);
  }

  /**
   * Whether the Replayer's time moves on. Started behind its last event it stands still and says nothing; while the
   * tape loads, more may come.
   */
  get running(): boolean {
    const hasMore = () => this.nowMs() <= this.#replayer.getMetaData().endTime;
    return this.#playing && (this.tape.state === 'loading' || hasMore());
  }

  nowMs(): number {
    return this.#startMs + this.#replayer.getCurrentTime();
  }

  pauseAt(atMs: number): void {
    this.#playing = false;
    this.#replayer.pause(this.#offsetOf(atMs));
  }

  runFrom(atMs: number): void {
    this.#playing = true;
    this.#replayer.play(this.#offsetOf(atMs));
  }

  pause(): void {
    this.#playing = false;
    this.#replayer.pause();
  }

  setSpeed(speed: number): void {
    this.#replayer.setConfig({ speed });
  }

  reveal(): void {
    this.#host.classList.remove('screen-pending');
  }

  dispose(): void {
    this.#stopListening();
    this.#replayer.destroy();
    this.#host.remove();
  }

  /** Never before the first picture: the Replayer would leave standing there what it showed last. */
  #offsetOf(atMs: number): number {
    return Math.max(atMs, this.tape.pictureMs ?? this.#startMs) - this.#startMs + 1;
  }

  /** Hands over what the tape has got since. */
  #feed(): void {
    const events = this.tape.events.slice(this.#fed);
    this.#fed = this.tape.events.length;
    const nowMs = this.nowMs();
    let late = false;
    for (const event of events) {
      if (event.timestamp < this.#startMs) {
        this.outdated = true;
        continue;
      }
      late ||= event.timestamp <= nowMs;
      this.#replayer.addEvent(event);
    }
    // What is added behind the playhead lands in the Replayer's virtual document only; a seek on the spot paints it.
    if (late) queueMicrotask(() => (this.running ? this.runFrom(nowMs - 1) : this.pauseAt(nowMs - 1)));
  }

  #resized(size: Size): void {
    this.#size = { width: size.width, height: size.height };
    this.#onSize(this.#size);
  }
}

/**
 * An event that does not fit the page it is for, such as a style rule for an element without a sheet, makes the
 * Replayer throw in the middle of a seek, and all that was to follow is lost. Such an event is passed over instead.
 */
function leaveOutBroken(replayer: Replayer, misfit: (thrown: unknown) => void): void {
  const internal = replayer as unknown as { applyIncremental(...event: unknown[]): void };
  const apply = internal.applyIncremental.bind(replayer);
  internal.applyIncremental = (...event) => {
    try {
      apply(...event);
    } catch (thrown) {
      misfit(thrown);
    }
  };
}
