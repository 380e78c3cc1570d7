// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

// Sessions of which uploads were lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchBrowser, onPage, readPlayhead, seekBar, waitForText } from './installation.mjs';
import { changes, moves, mutates, page, Upload, visits } from './uploads.mjs';

/** No piece of work may keep the page from answering for longer. */
const LONGEST_TASK_MS = 500;

const nowMs = Date.now();

let browser;
before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

/** The page gets nodes with these many ids, each behind the one before, the first behind one that nobody knows. */
function grows(afterMs, firstId, count) {
  const adds = Array.from({ length: count }, (_, place) => ({
    parentId: 3,
    previousId: firstId + place - 1,
    nextId: null,
    node: { type: 2, id: firstId + place, tagName: 'p', attributes: {}, childNodes: [] },
  }));
  return mutates(afterMs, { adds });
}

/** The longest time for which the page did not answer, since it was opened. */
function readLongestTask(tab) {
  return tab.evaluate(
    () =>
      new Promise((resolve) => {
        // There is always one, so that what is buffered comes at all.
        const untilMs = performance.now() + 60;
        while (performance.now() < untilMs);
        new PerformanceObserver((list) =>
          resolve(Math.max(...list.getEntries().map(({ duration }) => duration))),
        ).observe({ type: 'longtask', buffered: true });
      }),
  );
}

test('across a hole playback goes on, says what the picture may lack, and keeps answering', () =>
  onPage(browser, async (tab) => {
    const upload = new Upload('holes', nowMs - 300_000, `lost-${nowMs}`);
    await upload.record([visits(0), page(1, 'Before the hole'), moves(2_000)]);
    upload.lose(); // which had what all later nodes are put behind
    await upload.record([
      ...Array.from({ length: 40 }, (_, step) => grows(4_000 + step * 50, 10_000 + step * 250, 250)),
      changes(6_500, 'After the hole'),
      moves(9_000),
    ]);
    await tab.goto(`${upload.replay}?t=${upload.startMs + 1_000}`);
    await waitForText(tab, 'Before the hole');
    assert.equal(await tab.getByText('The picture may be incomplete.').count(), 0);
    await tab.locator('.track .hole:not(.stops)').first().waitFor();
    await tab.getByRole('button', { name: 'Play', exact: true }).click();
    await tab
      .getByText('The picture may be incomplete. Data that the picture depends on never arrived.')
      .waitFor();
    await waitForText(tab, 'After the hole');
    const longest = await readLongestTask(tab);
    assert.ok(longest <= LONGEST_TASK_MS, `it did not answer for ${longest} ms`);
  }));

test('where there is no picture the reason is said, with the way to the next one', () =>
  onPage(browser, async (tab) => {
    const upload = new Upload('holes', nowMs - 300_000, `beginning-${nowMs}`);
    const lost = upload.lose();
    await upload.record([changes(1_000, 'Seen with what it is about'), moves(2_000)]);
    await upload.record([visits(5_000), page(5_001, 'The next picture'), moves(8_000)]);
    await tab.goto(upload.replay);
    const card = tab.getByRole('status').filter({ hasText: 'No picture at this moment' });
    await card.getByText(/never arrived|no full picture/).waitFor();
    await tab.locator('.track .hole').first().waitFor();
    await tab.getByRole('button', { name: 'Pause' }).click();
    await card.getByRole('button', { name: /^Jump to the next picture at 0:0\d/ }).click();
    await waitForText(tab, 'The next picture');
    await card.waitFor({ state: 'detached' });

    await seekBar(tab).press('Home');
    await card.waitFor();
    await upload.send([visits(0), page(1, 'The first picture')], { seq: lost });
    await waitForText(tab, 'Seen with what it is about');
    await card.waitFor({ state: 'detached' });
    await tab.locator('.track .hole').first().waitFor({ state: 'detached' });
    assert.equal(
      await readPlayhead(tab),
      1_000,
      'it stands where it stood, in a session that begins earlier',
    );
  }));
