// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  launchBrowser,
  onPage,
  readPlayhead,
  readText,
  readThumb,
  seekBar,
  waitForText,
  waitUntilPast,
  watchPlayhead,
} from './installation.mjs';
import { changes, clicks, moves, page, Upload, visits } from './uploads.mjs';

const SPEEDS = [0.5, 1, 1.5, 2, 4, 8];
const nowMs = Date.now();

/** One minute in which the page says which second it is, then a pause of 59 s, some activity, and one of 61 s. */
const steady = new Upload('playback', nowMs - 600_000, `steady-${nowMs}`);
const STEADY_MS = 60_000;
const SHORT_PAUSE = { startMs: STEADY_MS, endMs: STEADY_MS + 59_000 };
const LONG_PAUSE = { startMs: SHORT_PAUSE.endMs + 5_000, endMs: SHORT_PAUSE.endMs + 66_000 };

/** Nobody does anything for its first 70 s and its last 75 s. */
const idle = new Upload('playback', nowMs - 500_000, `idle-${nowMs}`);

/** Two tabs at a time, of which the first one is used again while both are open. */
const twoTabs = new Upload('playback', nowMs - 400_000, `tabs-${nowMs}`);

let browser;
before(async () => {
  browser = await launchBrowser();
  const seconds = Array.from({ length: STEADY_MS / 1000 }, (_, second) => second);
  await steady.record([
    visits(0),
    page(1, 'Second 0'),
    ...seconds.flatMap((second) => [
      ...(second === 0 ? [] : [changes(second * 1000, `Second ${second}`)]),
      moves(second * 1000 + 500),
    ]),
    moves(SHORT_PAUSE.startMs),
    ...[0, 1, 2, 3, 4, 5].map((second) => moves(SHORT_PAUSE.endMs + second * 1000)),
    moves(LONG_PAUSE.endMs),
    moves(LONG_PAUSE.endMs + 5_000),
  ]);
  await idle.record([
    visits(0),
    page(1, 'Nobody yet'),
    ...[70, 71, 72, 73, 74, 75].map((second) => moves(second * 1000)),
    changes(74_000, 'Somebody'),
    changes(150_000, 'Nobody any more'),
  ]);
  await twoTabs.record([visits(0), page(1, 'The first tab'), moves(20_000)], { view: 'one' });
  await twoTabs.record([visits(5_000), page(5_001, 'The second tab'), moves(15_000)], { view: 'two' });
  await twoTabs.record([clicks(12_000), changes(12_001, 'The first tab again'), moves(21_000)], {
    view: 'one',
  });
});
after(() => browser?.close());

async function openAt(tab, upload, afterMs) {
  await tab.goto(`${upload.replay}?t=${upload.startMs + afterMs}`);
  await tab.locator('.screen:not(.screen-pending) iframe').waitFor();
  await tab.getByRole('button', { name: 'Play', exact: true }).waitFor();
}

const chooseSpeed = (tab, speed) => tab.getByRole('button', { name: `${speed}×`, exact: true }).click();
const play = (tab) => tab.getByRole('button', { name: 'Play', exact: true }).click();

/** How much faster than the clock the playhead runs. Its value is told a few times a second, exactly. */
function measureSpeed(tab, forMs) {
  return tab.evaluate(async (ms) => {
    const slider = document.querySelector('[role=slider]');
    const told = [];
    for (const untilMs = performance.now() + ms; performance.now() < untilMs;) {
      const value = Number(slider.getAttribute('aria-valuenow')) * 1000;
      if (value !== told.at(-1)?.value) told.push({ value, at: performance.now() });
      await new Promise(requestAnimationFrame);
    }
    const [, first] = told; // the one before is of any age
    const last = told.at(-1);
    return (last.value - first.value) / (last.at - first.at);
  }, forMs);
}

for (const speed of SPEEDS) {
  test(`at ${speed}× time passes ${speed} times as fast`, () =>
    onPage(browser, async (tab) => {
      await openAt(tab, steady, 1_000);
      await chooseSpeed(tab, speed);
      await play(tab);
      await waitUntilPast(tab, 1_200);
      const measured = await measureSpeed(tab, 4_000);
      assert.ok(Math.abs(measured / speed - 1) <= 0.1, `it is ${measured.toFixed(3)}`);
    }));

  test(`at ${speed}× a pause of 59 s is played and one of 61 s is not`, () =>
    onPage(browser, async (tab) => {
      await openAt(tab, steady, SHORT_PAUSE.startMs - 200);
      await chooseSpeed(tab, speed);
      await play(tab);
      await waitUntilPast(tab, SHORT_PAUSE.startMs + 200);
      assert.ok((await readPlayhead(tab)) < SHORT_PAUSE.endMs, 'it is inside the shorter pause');

      await openAt(tab, steady, LONG_PAUSE.startMs - 200);
      await chooseSpeed(tab, speed);
      await play(tab);
      const seen = [];
      while (!(seen.at(-1) >= LONG_PAUSE.endMs)) seen.push(...(await watchPlayhead(tab, 10)));
      const inside = seen.filter((ms) => ms > LONG_PAUSE.startMs + 1 && ms < LONG_PAUSE.endMs - 1);
      assert.deepEqual(inside, [], 'no moment inside the longer pause was played');
    }));
}

test('a session whose user comes late and leaves early is played from the one to the other', () =>
  onPage(browser, async (tab) => {
    await tab.goto(idle.replay);
    await waitUntilPast(tab, 69_999);
    await tab.getByText('Skipped 1:10 of inactivity').waitFor();
    await waitForText(tab, 'Somebody');
    await waitForText(tab, 'Nobody any more');
    await tab.getByText('Skipped 1:15 of inactivity').waitFor();
    assert.equal(await readPlayhead(tab), 150_000);
  }));

test('of two tabs the one in use is shown, and the other where it is asked for', () =>
  onPage(browser, async (tab) => {
    await openAt(tab, twoTabs, 3_000);
    await waitForText(tab, 'The first tab');
    await openAt(tab, twoTabs, 10_000);
    await waitForText(tab, 'The second tab');
    await tab.getByRole('group', { name: 'Tabs' }).getByRole('button', { pressed: false }).click();
    await waitForText(tab, 'The first tab');
    assert.equal(await readPlayhead(tab), 10_000, 'it does not move');
    assert.equal(await tab.locator('iframe').count(), 1);

    await openAt(tab, twoTabs, 11_500);
    await waitForText(tab, 'The second tab');
    await play(tab);
    await waitForText(tab, 'The first tab again');
  }));

test('of a storm of drags the last place is shown, under the pointer', () =>
  onPage(browser, async (tab) => {
    await openAt(tab, steady, 1_000);
    await tab.getByRole('switch', { name: 'Skip inactive' }).click(); // so that the bar is linear
    const bar = await seekBar(tab).boundingBox();
    const endMs = Number(await seekBar(tab).getAttribute('aria-valuemax')) * 1000;
    const xOf = (ms) => bar.x + (ms / endMs) * bar.width;
    const y = bar.y + bar.height / 2;
    await tab.mouse.move(xOf(1_000), y);
    await tab.mouse.down();
    for (let drag = 0; drag < 6; drag++) {
      await tab.mouse.move(xOf(drag % 2 === 0 ? 55_000 : 2_000), y, { steps: 40 });
    }
    await tab.mouse.move(xOf(41_500), y);
    await tab.mouse.up();
    await waitForText(tab, 'Second 41');
    const playheadMs = await readPlayhead(tab);
    assert.equal(Math.floor(playheadMs / 1000), 41);
    assert.ok(Math.abs((await readThumb(tab)) - xOf(41_500)) <= 1.5, 'the thumb is under the pointer');
    assert.equal(new Set(await watchPlayhead(tab, 30)).size, 1, 'and there it stays');
    assert.equal((await readText(tab)).trim(), 'Second 41');
  }));
