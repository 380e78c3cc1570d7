// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, test } from 'vitest';
import { linesOf, streamOf } from '../../test/stream';
import { Controller, type Recording, type Screen } from './controller';
import { Library } from './library';
import type { Tape } from './tape';

/** A screen without a browser: its time is moved by the test. */
class FakeScreen implements Screen {
  running = false;
  atMs = 0;
  speed = 1;
  shown: string[] = [];
  blank = true;

  nowMs() {
    return this.atMs;
  }

  async show(tape: Tape, atMs: number, stillWanted: () => boolean) {
    await Promise.resolve();
    if (!stillWanted()) return false;
    this.running = false;
    this.atMs = atMs;
    this.blank = false;
    if (this.shown.at(-1) !== tape.view) this.shown.push(tape.view);
    return true;
  }

  runFrom(atMs: number) {
    this.running = true;
    this.atMs = atMs;
  }

  pause() {
    this.running = false;
  }

  setSpeed(speed: number) {
    this.speed = speed;
  }

  clear() {
    this.blank = true;
    this.running = false;
  }
}

const page = (view: string, startMs: number, endMs: number) =>
  linesOf(
    { type: 4, timestamp: startMs, view, data: { width: 10, height: 10 } },
    { type: 2, timestamp: startMs, view, data: { node: { type: 0, childNodes: [] } } },
    { type: 3, timestamp: endMs, view, data: { source: 1, positions: [] } },
  );

const unsupported = (view: string, startMs: number, untilMs: number) =>
  linesOf({
    type: 5,
    timestamp: startMs,
    view,
    data: { tag: 'playhead.gap', payload: { reason: 'UNSUPPORTED', untilMs, playable: false } },
  });

const recording: Recording = {
  startMs: 1000,
  endMs: 201_000,
  views: [
    { id: 'a', startMs: 1000, endMs: 100_000 },
    { id: 'b', startMs: 101_000, endMs: 201_000 },
  ],
  calls: [],
  gaps: [{ startMs: 20_000, endMs: 90_000 }],
  damages: [],
};

let screen: FakeScreen;
let frame: (nowMs: number) => void;
let nowMs: number;

function controllerOf(
  streams: Record<string, string | Error>,
  about: Recording = recording,
  goesOn = false,
): Controller {
  screen = new FakeScreen();
  nowMs = 1;
  frame = () => {};
  const library = new Library(about.views, async ({ view }) => {
    const stream = streams[view] ?? '';
    if (stream instanceof Error) throw stream;
    return streamOf(stream, 4096);
  });
  const frames = (onFrame: typeof frame) => {
    frame = onFrame;
    return () => (frame = () => {});
  };
  return new Controller(about, library, screen, frames, goesOn);
}

/** Lets time pass in frames of 50 ms. */
async function pass(ms: number, controller: Controller): Promise<void> {
  for (let left = ms; left > 0; left -= 50) {
    if (screen.running) screen.atMs += 50 * controller.speed.value;
    frame((nowMs += 50));
    await settle();
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('a session of two pages with a gap', () => {
  let controller: Controller;
  beforeEach(
    () => (controller = controllerOf({ a: page('a', 1000, 99_000), b: page('b', 101_000, 200_000) })),
  );

  test.each([0.5, 1, 1.5, 2, 4, 8])('at %d× the gap is jumped as soon as it begins', async (speed) => {
    controller.setSpeed(speed);
    await controller.seek(19_000);
    await controller.play();
    await pass(2100, controller);
    expect(controller.skipped.value?.gap).toEqual(recording.gaps[0]);
    expect(controller.time.value).toBeGreaterThanOrEqual(90_000);
    expect(controller.time.value).toBeLessThan(90_000 + 2100 * speed);
  });

  test('with skipping off the gap is played, and turning it on leaves it', async () => {
    controller.setSkipInactive(false);
    await controller.seek(19_900);
    await controller.play();
    await pass(500, controller);
    expect(controller.time.value).toBeCloseTo(20_400);
    controller.setSkipInactive(true);
    await settle();
    expect(controller.time.value).toBe(90_000);
  });

  test('other gaps are jumped from then on, and those of before are played', async () => {
    await controller.seek(19_900);
    controller.extend({ ...recording, gaps: [{ startMs: 20_500, endMs: 30_000 }] }, false);
    await controller.play();
    await pass(500, controller);
    expect(controller.time.value).toBeCloseTo(20_400);
    await pass(500, controller);
    expect(controller.time.value).toBeGreaterThanOrEqual(30_000);
    expect(controller.time.value).toBeLessThan(31_000);
  });

  test('a paused seek into a gap stays there, and play leaves it', async () => {
    await controller.seek(50_000);
    expect([controller.time.value, controller.phase.value]).toEqual([50_000, 'paused']);
    await controller.play();
    expect(controller.time.value).toBe(90_000);
  });

  test('a jump to a marker inside a gap lands on it and stands still', async () => {
    await controller.play();
    await controller.jumpTo(50_000, 'a');
    expect([controller.time.value, controller.phase.value]).toEqual([50_000, 'paused']);
  });

  test('after the last event of a page the time runs on to the next page', async () => {
    await controller.seek(98_000);
    await controller.play();
    screen.running = false;
    await pass(2900, controller);
    expect(screen.shown).toEqual(['a']);
    await pass(300, controller);
    expect([screen.shown, screen.running]).toEqual([['a', 'b'], true]);
  });

  test('at the end it stops, and play begins anew', async () => {
    await controller.seek(200_900);
    await controller.play();
    await pass(200, controller);
    expect([controller.phase.value, controller.time.value]).toEqual(['ended', 201_000]);
    await controller.play();
    expect([controller.phase.value, controller.time.value, screen.shown.at(-1)]).toEqual([
      'playing',
      1000,
      'a',
    ]);
  });

  test('a slow frame that leaps over a short last page ends on its last picture', async () => {
    const [first, last] = [page('a', 1000, 99_000), page('b', 101_000, 101_100)];
    const views = [recording.views[0]!, { id: 'b', startMs: 101_000, endMs: 101_100 }];
    controller = controllerOf({ a: first, b: last }, { ...recording, views, endMs: 101_100 });
    controller.setSpeed(8);
    await controller.seek(100_500);
    await controller.play();
    screen.running = false;
    frame(nowMs++);
    frame((nowMs += 200));
    await settle();
    expect([controller.phase.value, screen.shown.at(-1), screen.atMs]).toEqual(['ended', 'b', 101_100]);
  });

  test('of many seeks at once the last one counts', async () => {
    await Promise.all([controller.seek(2000), controller.seek(150_000), controller.seek(3000)]);
    expect([controller.time.value, screen.atMs, screen.shown]).toEqual([3000, 3000, ['a']]);
  });

  test('seeks outside the session end at its ends', async () => {
    await controller.seek(-5);
    expect(controller.time.value).toBe(1000);
    await controller.seek(1e15);
    expect(controller.time.value).toBe(201_000);
  });
});

test('a page that cannot be played says why, and where it goes on', async () => {
  const controller = controllerOf({ a: unsupported('a', 1000, 100_000), b: page('b', 101_000, 200_000) });
  await controller.seek(5000);
  expect(controller.notice.value).toEqual({ kind: 'unplayable', reason: 'UNSUPPORTED', nextMs: 101_000 });
  expect(screen.blank).toBe(true);
  await controller.jumpTo(101_000, null);
  expect([controller.notice.value, screen.shown]).toEqual([null, ['b']]);
});

test('a page that cannot be played says why to the end of the session', async () => {
  const damages = [{ view: 'b', startMs: 101_000, endMs: 201_000, reason: 'UNSUPPORTED', playable: false }];
  const controller = controllerOf(
    { a: page('a', 1000, 99_000), b: unsupported('b', 101_000, 201_000) },
    { ...recording, damages },
  );
  await controller.seek(200_900);
  await controller.play();
  await pass(200, controller);
  expect(controller.phase.value).toBe('ended');
  expect(controller.notice.value).toEqual({ kind: 'unplayable', reason: 'UNSUPPORTED', nextMs: null });
});

test('a page of which nothing was recorded is told apart from one that cannot be played', async () => {
  const controller = controllerOf({ b: page('b', 101_000, 200_000) });
  await controller.seek(5000);
  expect(controller.notice.value).toEqual({ kind: 'unrecorded', nextMs: 101_000 });
});

test('a harmed part is played and named', async () => {
  const damages = [{ view: 'a', startMs: 2000, endMs: 9000, reason: 'LOST', playable: true }];
  const controller = controllerOf({ a: page('a', 1000, 99_000) }, { ...recording, damages });
  await controller.seek(5000);
  expect([controller.notice.value, controller.degraded.value]).toEqual([null, 'LOST']);
  await controller.seek(9000);
  expect(controller.degraded.value).toBeNull();
});

test('a page whose beginning is lost says so until its first picture, and plays from there', async () => {
  const damages = [{ view: 'b', startMs: 101_000, endMs: 130_000, reason: 'LOST', playable: true }];
  const controller = controllerOf(
    { a: page('a', 1000, 99_000), b: page('b', 130_000, 200_000) },
    { ...recording, damages },
  );
  await controller.seek(129_900);
  expect(controller.notice.value).toEqual({ kind: 'unplayable', reason: 'LOST', nextMs: 130_000 });
  expect(controller.degraded.value).toBeNull();
  await controller.play();
  await pass(300, controller);
  expect([controller.notice.value, screen.shown, screen.running]).toEqual([null, ['b'], true]);
});

test('a page of which all is lost is not offered as the next one to play', async () => {
  const damages = [
    { view: 'a', startMs: 1000, endMs: 100_000, reason: 'LOST', playable: true },
    { view: 'b', startMs: 101_000, endMs: 201_000, reason: 'LOST', playable: true },
  ];
  const controller = controllerOf({}, { ...recording, damages });
  await controller.seek(5000);
  expect(controller.notice.value).toEqual({ kind: 'unplayable', reason: 'LOST', nextMs: null });
  expect(controller.degraded.value).toBeNull();
});

test('what fails to load can be tried again', async () => {
  const streams: Record<string, string | Error> = { a: new Error('no') };
  const controller = controllerOf(streams);
  await controller.seek(5000);
  expect([controller.phase.value, (controller.failure.value as Error).message]).toEqual(['failed', 'no']);
  streams['a'] = page('a', 1000, 99_000);
  await controller.retry();
  expect([controller.phase.value, controller.failure.value]).toEqual(['paused', null]);
});

describe('a session that goes on', () => {
  const known: Recording = {
    startMs: 1000,
    endMs: 10_000,
    views: [{ id: 'a', startMs: 1000, endMs: 10_000 }],
    calls: [],
    gaps: [],
    damages: [],
  };
  const longer: Recording = {
    ...known,
    endMs: 15_000,
    views: [{ id: 'a', startMs: 1000, endMs: 15_000 }],
  };
  let controller: Controller;
  beforeEach(() => {
    controller = controllerOf({ a: page('a', 1000, 20_000) }, known, true);
  });

  test('is waited for at its end, and played on when more comes', async () => {
    await controller.goLive();
    expect(controller.time.value).toBe(8500);
    await pass(2000, controller);
    expect([controller.phase.value, controller.time.value]).toEqual(['live', 10_000]);
    expect(controller.wantsPlay.value).toBe(true);
    controller.extend(longer, true);
    await settle();
    await pass(1000, controller);
    expect(controller.phase.value).toBe('playing');
    expect(controller.time.value).toBeGreaterThan(10_500);
  });

  test('stands still while paused, however much comes', async () => {
    await controller.goLive();
    await pass(2000, controller);
    controller.pause();
    expect(controller.phase.value).toBe('paused');
    controller.extend(longer, true);
    await settle();
    expect([controller.phase.value, controller.time.value]).toEqual(['paused', 10_000]);
    expect(controller.recording.endMs).toBe(15_000);
  });

  test('ends where it is waited for, once no more is expected', async () => {
    await controller.goLive();
    await pass(2000, controller);
    controller.extend(known, false);
    await settle();
    expect([controller.phase.value, controller.wantsPlay.value]).toEqual(['ended', false]);
  });

  test('plays on unharmed where its view grows in the middle of it', async () => {
    await controller.jumpTo(3000, 'a', true);
    await pass(500, controller);
    controller.extend(longer, true);
    await pass(500, controller);
    expect(controller.phase.value).toBe('playing');
    expect(screen.shown).toEqual(['a']);
  });
});
