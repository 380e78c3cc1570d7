// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { batch, signal, type Signal } from '@preact/signals';
import { gapAt, type Gap } from './gaps';
import { laneSchedule, stretchAt, type Call, type Lane, type Stretch } from './lanes';
import type { Library } from './library';
import { degradedAt, noticeAt, type Damage, type Notice, type Scene } from './notices';
import type { Tape } from './tape';

/** What the player has to know of a session; all times are recorder time in epoch milliseconds. */
export interface Recording {
  startMs: number;
  endMs: number;
  views: readonly Lane[];
  calls: readonly Call[];
  gaps: readonly Gap[];
  damages: readonly Damage[];
}

/**
 * `waiting`: for data or for the first picture of a page. `live`: all that there is of a session that goes on has been
 * played, and it plays on when more comes.
 */
export type Phase = 'waiting' | 'playing' | 'paused' | 'live' | 'ended' | 'failed';

/** The screen as the controller uses it. */
export interface Screen {
  readonly running: boolean;
  nowMs(): number;
  show(tape: Tape, atMs: number, stillWanted: () => boolean): Promise<boolean>;
  runFrom(atMs: number): void;
  pause(): void;
  setSpeed(speed: number): void;
  clear(): void;
}

/** Calls back before each repaint with a time in milliseconds; returns a function that stops it. */
export type FrameClock = (onFrame: (nowMs: number) => void) => () => void;

export const SPEEDS = [0.5, 1, 1.5, 2, 4, 8] as const;

/** How far behind the newest data going live begins, so that it does not wait at once. */
const LIVE_HOLD_MS = 1500;

/** A frame that comes later than this was held up (a hidden page, a sleeping machine): time does not jump for it. */
const LONGEST_FRAME_MS = 250;

/**
 * Plays a session: one view at a time, following the active one. While the screen runs, its time is the session's
 * time; where nothing is recorded (between views, after a view's last event) the time runs on by itself.
 */
export class Controller {
  readonly time: Signal<number>;
  readonly phase = signal<Phase>('waiting');
  /** Whether it plays, or will as soon as it can. */
  readonly wantsPlay = signal(false);
  readonly speed = signal(1);
  readonly skipInactive = signal(true);
  readonly gaps: Signal<readonly Gap[]>;
  readonly view = signal<string | null>(null);
  readonly notice = signal<Notice | null>(null);
  /** The reason why the picture may be incomplete now. */
  readonly degraded = signal<string | null>(null);
  /** The gap jumped last; a new object for each jump. */
  readonly skipped = signal<{ gap: Gap } | null>(null);
  readonly failure = signal<unknown>(null);
  /** Whether more of the session is expected. */
  readonly goesOn: Signal<boolean>;

  readonly #recording: Signal<Recording>;
  /** What was jumped to in another view than the one that would be shown. */
  #chosen: Call | null = null;
  #stretches: Stretch[];
  #stretch: Stretch | null = null;
  #tape: Tape | null = null;
  /** Whether the time runs towards the first picture of the view. */
  #beforePicture = false;
  /** Counts what was asked for; what an older number started is no longer wanted. */
  #wish = 0;
  #stopFrames: (() => void) | null = null;
  #lastFrameMs = 0;

  constructor(
    recording: Recording,
    private readonly library: Library,
    private readonly screen: Screen,
    private readonly frames: FrameClock,
    goesOn = false,
  ) {
    this.#recording = signal(recording);
    this.goesOn = signal(goesOn);
    this.time = signal(recording.startMs);
    this.gaps = signal(recording.gaps);
    this.#stretches = laneSchedule(recording.views, recording.calls);
  }

  /** What there is of the session by now. */
  get recording(): Recording {
    return this.#recording.value;
  }

  /** Goes to a moment and keeps playing or standing. Playing, a gap is jumped; standing, it stays in the gap. */
  seek(atMs: number): Promise<void> {
    this.skipped.value = null;
    return this.#go(atMs, this.wantsPlay.peek());
  }

  /**
   * Goes to exactly a moment, in the view that it belongs to, and plays on from there if it is to: unless it lies in a
   * gap that would be jumped, where it stands still.
   */
  jumpTo(atMs: number, view: string | null, play = this.wantsPlay.peek()): Promise<void> {
    if (view !== null && stretchAt(this.#stretches, atMs)?.view !== view) {
      this.#chosen = { atMs, view };
      this.#schedule();
    }
    this.skipped.value = null;
    const jumped = this.skipInactive.peek() && gapAt(this.gaps.peek(), atMs) !== null;
    return this.#go(atMs, play && !jumped);
  }

  play(): Promise<void> {
    return this.#go(this.phase.peek() === 'ended' ? this.#known.startMs : this.time.peek(), true);
  }

  pause(): void {
    this.#wish++;
    this.screen.pause();
    this.#stopLoop();
    batch(() => {
      this.wantsPlay.value = false;
      // Whole milliseconds, so that a link to this moment shows the same frame.
      this.time.value = Math.floor(this.time.peek());
      if (this.phase.peek() === 'playing' || this.phase.peek() === 'live') this.phase.value = 'paused';
    });
    if (this.phase.peek() === 'waiting') void this.#go(this.time.peek(), false);
  }

  toggle(): void {
    if (this.wantsPlay.peek()) this.pause();
    else void this.play();
  }

  setSpeed(speed: number): void {
    this.speed.value = speed;
    this.screen.setSpeed(speed);
    this.#prepare();
  }

  /** To where the session is by now, and on with it. */
  goLive(): Promise<void> {
    this.skipped.value = null;
    return this.#go(Math.max(this.#known.startMs, this.#known.endMs - LIVE_HOLD_MS), true);
  }

  /**
   * Takes what is known of the session by now, or where its gaps are with another threshold; what was waited for is
   * played.
   */
  extend(recording: Recording, goesOn: boolean): void {
    batch(() => {
      this.#recording.value = recording;
      this.gaps.value = recording.gaps;
      this.goesOn.value = goesOn;
    });
    this.#schedule();
    const atMs = this.time.peek();
    const stretch = stretchAt(this.#stretches, atMs);
    // The same view goes on: nothing has to be shown anew.
    if (stretch?.view === this.#stretch?.view) this.#stretch = stretch;
    const phase = this.phase.peek();
    if (phase === 'live') void this.#go(atMs, goesOn || atMs < recording.endMs);
    else if (phase === 'ended' && atMs < recording.endMs) this.phase.value = 'paused';
    else if (phase === 'paused' && !goesOn && atMs >= recording.endMs) this.phase.value = 'ended';
    if (phase === 'playing' || phase === 'paused') this.#prepare();
  }

  setSkipInactive(skip: boolean): void {
    this.skipInactive.value = skip;
    if (skip && this.wantsPlay.peek()) void this.#go(this.time.peek(), true);
  }

  /** Tries again what failed. */
  retry(): Promise<void> {
    return this.#go(this.time.peek(), this.wantsPlay.peek());
  }

  dispose(): void {
    this.#wish++;
    this.#stopLoop();
    this.screen.clear();
    this.library.dispose();
  }

  async #go(atMs: number, play: boolean): Promise<void> {
    const wish = ++this.#wish;
    const wanted = () => wish === this.#wish;
    const targetMs = this.#target(atMs, play);
    const stretch = stretchAt(this.#stretches, targetMs);
    this.#stretch = stretch;
    this.#stopLoop();
    batch(() => {
      this.time.value = targetMs;
      this.wantsPlay.value = play && (targetMs < this.#known.endMs || this.goesOn.peek());
      this.view.value = stretch?.view ?? null;
      this.failure.value = null;
      this.phase.value = 'waiting';
    });
    try {
      const tape = stretch === null ? null : this.library.tapeAt(stretch.view, targetMs);
      this.#tape = tape;
      if (tape !== null && !tape.readyAt(targetMs)) {
        this.screen.pause();
        await tape.whenReadyAt(targetMs);
        if (!wanted()) return;
        if (tape.state === 'failed') throw tape.failure;
      }
      const notice = noticeAt(this.#scene, targetMs);
      if (notice !== null || tape === null) this.screen.clear();
      else if (!(await this.screen.show(tape, targetMs, wanted))) return;
      if (!wanted()) return;
      this.#settle(targetMs, notice);
    } catch (thrown) {
      if (!wanted()) return;
      this.screen.pause();
      batch(() => {
        this.failure.value = thrown;
        this.phase.value = 'failed';
      });
    }
  }

  /** Where a wish leads: inside the session, and playing never into a gap that is to be jumped. */
  #target(atMs: number, play: boolean): number {
    const { startMs, endMs } = this.#known;
    const insideMs = Math.min(endMs, Math.max(startMs, atMs));
    const gap = play && this.skipInactive.peek() ? gapAt(this.gaps.peek(), insideMs) : null;
    if (gap === null) return insideMs;
    this.skipped.value = { gap };
    return Math.min(endMs, gap.endMs);
  }

  #settle(atMs: number, notice: Notice | null): void {
    const playing = this.wantsPlay.peek();
    const pictureMs = this.#tape?.pictureMs ?? null;
    this.#beforePicture = notice === null && pictureMs !== null && atMs < pictureMs;
    const atEnd = atMs >= this.#known.endMs;
    if (playing && !atEnd && notice === null && !this.#beforePicture) this.screen.runFrom(atMs);
    batch(() => {
      this.notice.value = notice;
      this.degraded.value = degradedAt(this.#scene, atMs);
      if (playing) this.phase.value = atEnd ? 'live' : 'playing';
      else this.phase.value = atEnd && !this.goesOn.peek() ? 'ended' : 'paused';
    });
    if (playing && !atEnd) this.#startLoop();
    this.#prepare();
  }

  #startLoop(): void {
    this.#stopLoop();
    this.#lastFrameMs = 0;
    this.#stopFrames = this.frames((nowMs) => this.#onFrame(nowMs));
  }

  #stopLoop(): void {
    this.#stopFrames?.();
    this.#stopFrames = null;
  }

  #onFrame(nowMs: number): void {
    const elapsedMs = this.#lastFrameMs === 0 ? 0 : Math.min(LONGEST_FRAME_MS, nowMs - this.#lastFrameMs);
    this.#lastFrameMs = nowMs;
    const atMs = this.screen.running ? this.screen.nowMs() : this.time.peek() + elapsedMs * this.speed.peek();
    // A slow frame may leap over the last page, and its last picture has to be there at the end.
    if (atMs >= this.#known.endMs || this.#needsMore(atMs)) return void this.#go(atMs, true);
    if (this.#beforePicture && atMs >= (this.#tape?.pictureMs ?? Infinity)) {
      this.#beforePicture = false;
      this.screen.runFrom(atMs);
    }
    batch(() => {
      this.time.value = atMs;
      this.degraded.value = degradedAt(this.#scene, atMs);
    });
  }

  /** Whether playback cannot just run on: a gap to jump, another view, other data, or a notice to show or take away. */
  #needsMore(atMs: number): boolean {
    if (this.skipInactive.peek() && gapAt(this.gaps.peek(), atMs) !== null) return true;
    if (stretchAt(this.#stretches, atMs) !== this.#stretch) return true;
    if ((noticeAt(this.#scene, atMs) === null) !== (this.notice.peek() === null)) return true;
    if (this.screen.running || this.#tape === null) return false;
    return this.#tape.state === 'failed' || !this.#tape.readyAt(atMs);
  }

  get #known(): Recording {
    return this.#recording.peek();
  }

  #schedule(): void {
    const { views, calls } = this.#known;
    this.#stretches = laneSchedule(views, this.#chosen === null ? calls : [...calls, this.#chosen]);
  }

  get #scene(): Scene {
    const { views, damages } = this.#known;
    return { views, damages, stretches: this.#stretches, stretch: this.#stretch, tape: this.#tape };
  }

  #prepare(): void {
    this.library.prepare(this.#stretches, this.gaps.peek(), {
      atMs: this.time.peek(),
      speed: this.speed.peek(),
      skipInactive: this.skipInactive.peek(),
    });
  }
}
