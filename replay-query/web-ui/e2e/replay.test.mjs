// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  fetchTimeline,
  launchBrowser,
  onPage,
  openReplay,
  origin,
  readPlayhead,
  readText,
  readThumb,
  recordings,
  seekBar,
  waitForText,
  waitUntilPast,
  watchPlayhead,
} from './installation.mjs';

/** A click on a marker may land this far from it. */
const LANDING_MS = 50;

let browser;
before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

for (const recording of recordings) {
  describe(recording.set, () => {
    test('Play opens the replay, which plays: the page appears and the thumb moves', () =>
      onPage(browser, async (page) => {
        await page.goto(`${origin}/sessions`);
        const row = page.locator(`tr[data-session="${recording.session}"]`);
        await row.getByRole('link', { name: 'Play', exact: true }).click();
        await waitForText(page, 'Teapot Corner');
        await waitUntilPast(page, 500);
        const [firstMs, firstX] = [await readPlayhead(page), await readThumb(page)];
        await waitUntilPast(page, firstMs + 1500);
        assert.ok((await readThumb(page)) > firstX + 3, 'the thumb has moved');
        const frames = page.locator('iframe');
        assert.equal(await frames.count(), 1);
        assert.equal(await frames.getAttribute('sandbox'), 'allow-same-origin');
      }));

    test('a click on an error in the panel shows the page as it was then', () =>
      onPage(browser, async (page) => {
        const error = recording.truth.errors.find(({ message }) => message.includes('checkoutTotal'));
        const { startMs } = await fetchTimeline(recording);
        await openReplay(page, recording, startMs);
        await page.getByLabel('Search events').fill('checkoutTotal');
        const marker = page.locator('#panel').getByRole('button', { name: /^Error:.*checkoutTotal/ });
        const markerMs = Number(await marker.getAttribute('data-at'));
        assert.ok(Math.abs(markerMs - error.t) <= LANDING_MS, `the marker is ${markerMs - error.t} ms off`);
        await marker.click();
        await waitForText(page, 'Gift wrap');
        const landedMs = startMs + (await readPlayhead(page));
        assert.ok(Math.abs(landedMs - markerMs) <= LANDING_MS, `${landedMs - markerMs} ms beside the marker`);
        assert.equal(await marker.getAttribute('aria-current'), 'true');
        assert.match(await readText(page), /Apply coupon/);
      }));

    test('what the page told its console leads to its moment', () =>
      onPage(browser, async (page) => {
        const error = recording.truth.errors.find(({ message }) => message.includes('Discount code'));
        const { startMs } = await fetchTimeline(recording);
        await openReplay(page, recording, startMs);
        await page.getByRole('tab', { name: 'Console' }).click();
        const row = page.locator('#panel').getByRole('button', { name: /Discount code table is missing/ });
        await row.first().click();
        await waitForText(page, 'Gift wrap');
        const offMs = startMs + (await readPlayhead(page)) - error.t;
        assert.ok(Math.abs(offMs) <= LANDING_MS, `it landed ${offMs} ms off`);
      }));

    for (const speed of ['1×', '4×']) {
      test(`the long pause is jumped at ${speed}`, () =>
        onPage(browser, async (page) => {
          const { startMs, inactivity } = await fetchTimeline(recording);
          assert.equal(inactivity.length, 1);
          const [gap] = inactivity;
          await openReplay(page, recording, gap.startMs - 1500);
          await page.getByRole('button', { name: speed, exact: true }).click();
          await page.getByRole('button', { name: 'Play', exact: true }).click();
          const seen = [];
          while (!(seen.at(-1) > gap.endMs - startMs)) seen.push(...(await watchPlayhead(page, 20)));
          const inside = seen.filter((ms) => ms > gap.startMs - startMs + 1 && ms < gap.endMs - startMs - 1);
          assert.deepEqual(inside, [], 'no moment inside the gap was played');
          await page.getByText('of inactivity').waitFor();
        }));
    }

    test('the long pause is played when skipping is off', () =>
      onPage(browser, async (page) => {
        const { startMs, inactivity } = await fetchTimeline(recording);
        const [gap] = inactivity;
        await openReplay(page, recording, gap.startMs - 1000);
        await page.getByRole('switch', { name: 'Skip inactive' }).click();
        await page.getByRole('button', { name: '4×', exact: true }).click();
        await page.getByRole('button', { name: 'Play', exact: true }).click();
        await waitUntilPast(page, gap.startMs - startMs + 3000);
        assert.ok((await readPlayhead(page)) < gap.endMs - startMs, 'it is inside the gap');
      }));

    test('a seek into the pause stays there while paused', () =>
      onPage(browser, async (page) => {
        const { startMs, inactivity } = await fetchTimeline(recording);
        const [gap] = inactivity;
        await openReplay(page, recording, startMs);
        const shaded = await page.locator('.track .gap').boundingBox();
        await page.mouse.click(shaded.x + shaded.width / 2, shaded.y + shaded.height / 2);
        await waitUntilPast(page, gap.startMs - startMs);
        const seen = new Set(await watchPlayhead(page, 30));
        assert.equal(seen.size, 1);
        assert.ok([...seen][0] < gap.endMs - startMs);
        assert.match(await seekBar(page).getAttribute('aria-valuetext'), /inactive/);
      }));

    test('a shared link opens paused on the same frame', () =>
      onPage(browser, async (page) => {
        await openReplay(page, recording);
        await waitUntilPast(page, 2000);
        await page.getByRole('button', { name: 'Pause', exact: true }).click();
        await page.getByRole('button', { name: 'Next error' }).click();
        await waitForText(page, 'Teapot Corner');
        await page.getByRole('button', { name: 'Share link' }).click();
        await page.getByText('copied').waitFor();
        const link = await page.evaluate(() => navigator.clipboard.readText());
        const [text, playheadMs] = [await readText(page), await readPlayhead(page)];

        const other = await page.context().newPage();
        await other.goto(link);
        await waitForText(other, 'Teapot Corner');
        await other.getByRole('button', { name: 'Play', exact: true }).waitFor();
        assert.equal(await readText(other), text);
        assert.equal(await readPlayhead(other), playheadMs);
      }));
  });
}

for (const recording of recordings.filter(({ set }) => set !== 'rrweb')) {
  test(`what the page of ${recording.set} asked for and did not get is found on the network tab`, () =>
    onPage(browser, async (page) => {
      const { startMs, markers } = await fetchTimeline(recording);
      await openReplay(page, recording, startMs);
      await page.getByRole('tab', { name: 'Network' }).click();
      await page.getByRole('button', { name: /^Answered/ }).click();
      await page.getByLabel('Search requests').fill('/api/order');
      const row = page.locator('#panel').getByRole('button', { name: /POST 500 .api.order.500/ });
      const atMs = Number(await row.getAttribute('data-at'));
      assert.ok(markers.some((marker) => marker.kind === 'resource' && marker.atMs === atMs));
      await row.click();
      assert.ok(Math.abs(startMs + (await readPlayhead(page)) - atMs) <= LANDING_MS);
    }));
}

test('Play goes on from behind the last event of a page', () =>
  onPage(browser, async (page) => {
    const [recording] = recordings;
    const { startMs, views } = await fetchTimeline(recording);
    await openReplay(page, recording, views[1].startMs - 1);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await waitUntilPast(page, views[1].startMs - startMs + 500);
  }));

test('from page to page the picture follows, to the end of what there is', () =>
  onPage(browser, async (page) => {
    const [recording] = recordings;
    const { startMs, endMs, views } = await fetchTimeline(recording);
    const last = views.at(-1);
    await openReplay(page, recording, last.startMs - 2000);
    const before = await page.locator('.address .url').innerText();
    await page.getByRole('button', { name: '8×', exact: true }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.getByText(/waiting for more/i).waitFor(); // it is not closed yet
    assert.notEqual(await page.locator('.address .url').innerText(), before);
    assert.equal(await page.locator('.address .url').innerText(), last.url);
    assert.equal(await readPlayhead(page), endMs - startMs);
  }));

test('the keyboard plays, seeks, changes the speed and skips', () =>
  onPage(browser, async (page) => {
    const [recording] = recordings;
    const { startMs, views } = await fetchTimeline(recording);
    await openReplay(page, recording, startMs + 20_000);
    const at = async (ms) => assert.ok(Math.abs((await readPlayhead(page)) - ms) <= LANDING_MS, `at ${ms}`);
    const settled = (ms) =>
      page.waitForFunction(
        (wanted) =>
          Math.abs(document.querySelector('[role=slider]').getAttribute('aria-valuenow') * 1000 - wanted) < 2,
        ms,
      );
    for (const [key, ms] of [
      ['ArrowRight', 25_000],
      ['ArrowLeft', 20_000],
      ['l', 30_000],
      ['j', 20_000],
    ]) {
      await page.keyboard.press(key);
      await settled(ms);
      await at(ms);
    }
    await page.keyboard.press('>');
    await page.locator('button[aria-pressed=true]', { hasText: '1.5×' }).waitFor();
    await page.keyboard.press('i');
    await page.getByRole('switch', { name: 'Skip inactive', checked: false }).waitFor();
    const nextView = views.find((view) => view.startMs > startMs + 20_000);
    await page.keyboard.press(']');
    await settled(nextView.startMs - startMs);
    assert.equal(await page.locator('.address .url').innerText(), nextView.url);
    await page.keyboard.press('[');
    await settled(views[views.indexOf(nextView) - 1].startMs - startMs);
    await page.keyboard.press('n');
    await page.locator('.marker.error[aria-current=true]').waitFor();
    await page.keyboard.press(' ');
    await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    await page.keyboard.press('k');
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  }));

test('the panel folds away and stays so; full screen is entered and left', () =>
  onPage(browser, async (page) => {
    const [recording] = recordings;
    const { startMs } = await fetchTimeline(recording);
    await openReplay(page, recording, startMs);
    await page.getByRole('button', { name: 'Collapse panel' }).click();
    await page.locator('#panel').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('button', { name: 'Expand panel' }).click();
    await page.locator('#panel').waitFor();
    await page.getByRole('button', { name: 'Full screen' }).click();
    await page.waitForFunction(() => document.fullscreenElement?.getAttribute('aria-label') === 'Player');
    await page.getByRole('button', { name: 'Full screen' }).click();
    await page.waitForFunction(() => document.fullscreenElement === null);
  }));

test('how long a pause has to be to be skipped is chosen, and remembered', () =>
  onPage(browser, async (page) => {
    const [recording] = recordings;
    const { startMs, inactivity } = await fetchTimeline(recording);
    await openReplay(page, recording, startMs + 20_000);
    const gaps = page.locator('.track .gap');
    const choice = page.getByLabel('Pauses that are skipped');
    assert.equal(await choice.inputValue(), '60000');
    assert.equal(await gaps.count(), inactivity.length);
    await choice.selectOption('over 5 min');
    await gaps.first().waitFor({ state: 'detached' });
    await choice.selectOption('over 5 s');
    await gaps.nth(inactivity.length).waitFor();
    const shorter = await gaps.count();
    assert.equal(await readPlayhead(page), 20_000, 'it does not move');
    await page.reload();
    await waitForText(page, 'Teapot Corner');
    assert.equal(await choice.inputValue(), '5000');
    assert.equal(await gaps.count(), shorter);
  }));

test('a question mark tells what the keys do', () =>
  onPage(browser, async (page) => {
    const [recording] = recordings;
    const { startMs } = await fetchTimeline(recording);
    await openReplay(page, recording, startMs + 20_000);
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    await page.keyboard.press('?');
    await dialog.getByText('To the next error or the one before').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Keys' }).click();
    await dialog.waitFor();
    await page.mouse.click(100, 400);
    await dialog.waitFor({ state: 'detached' });
  }));

test('the details of the session slide in over the replay, and go with Escape', () =>
  onPage(browser, async (page) => {
    const [recording] = recordings;
    const { startMs } = await fetchTimeline(recording);
    await openReplay(page, recording, startMs + 20_000);
    const button = page.getByRole('button', { name: 'View details' });
    const dialog = page.getByRole('dialog', { name: /^Session of / });
    const hasFocus = (locator) => locator.evaluate((element) => element.contains(document.activeElement));
    await button.focus();
    await page.keyboard.press('Enter');
    await dialog.getByText(recording.session, { exact: true }).waitFor();
    assert.equal(await hasFocus(dialog), true);
    const playheadMs = await readPlayhead(page);
    await page.keyboard.press('l');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await hasFocus(button), true);
    assert.equal(await readPlayhead(page), playheadMs, 'keys that are pressed in the dialog stay there');
    await page.keyboard.press('d');
    await dialog.getByRole('link', { name: 'All of the session' }).click();
    await page.waitForURL(`**/apps/${recording.app}/sessions/${recording.session}`);
  }));

test('the keyboard passes the list of events with one Tab, and Space plays after a click into it', () =>
  onPage(browser, async (page) => {
    const [recording] = recordings;
    const { startMs } = await fetchTimeline(recording);
    await openReplay(page, recording, startMs);
    await page.locator('.marker').nth(2).click();
    await page.keyboard.press(' ');
    await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    await page.keyboard.press('k');
    assert.equal(await page.locator('.marker[tabindex="0"]').count(), 1);
    await page.locator('.marker[tabindex="0"]').focus();
    const focused = () => page.evaluate(() => document.activeElement.closest('li')?.ariaPosInSet ?? null);
    const place = Number(await focused());
    await page.keyboard.press('ArrowDown');
    assert.equal(Number(await focused()), place + 1);
    await page.keyboard.press('ArrowUp');
    assert.equal(Number(await focused()), place);
    await page.keyboard.press('Tab');
    assert.equal(await focused(), null, 'the focus has left the list');
    const beforeMs = await readPlayhead(page);
    await seekBar(page).focus();
    await page.keyboard.press('PageUp');
    await waitUntilPast(page, beforeMs + 50_000);
  }));
