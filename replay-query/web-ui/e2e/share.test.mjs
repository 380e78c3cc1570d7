// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  fetchTimeline,
  launchBrowser,
  onPage,
  openReplay,
  origin,
  readPlayhead,
  readText,
  recordings,
  seekBar,
  waitForText,
} from './installation.mjs';

const recording = recordings.find(({ set }) => set === 'rrweb');
const shares = `${origin}/api/v1/apps/${recording.app}/sessions/${recording.session}/shares`;

let browser;
before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

async function createLink(wish) {
  const response = await fetch(shares, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  });
  assert.equal(response.status, 201);
  return response.json();
}

async function revoke(id) {
  assert.equal((await fetch(`${shares}/${id}`, { method: 'DELETE' })).status, 204);
}

async function openShares(page) {
  await page.getByRole('button', { name: 'More ways to share' }).click();
  await page.getByRole('menuitem', { name: 'Links that expire…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Links to this session' });
  await dialog.waitFor();
  return dialog;
}

test('a link made in the replay shows the same frame to whoever has it, and leads nowhere else', () =>
  onPage(browser, async (page) => {
    const { startMs } = await fetchTimeline(recording);
    const atMs = recording.truth.errors.find(({ message }) => message.includes('checkoutTotal')).t + 500;
    await openReplay(page, recording, Math.floor(atMs));
    await waitForText(page, 'Gift wrap');
    const shown = await readText(page);
    const dialog = await openShares(page);
    await dialog.getByLabel('It holds for').selectOption('1 hour');
    await dialog.getByRole('button', { name: 'Create and copy link' }).click();
    await dialog.getByText('Link copied').waitFor();
    const url = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/share\/[\w.-]+$/);

    await page.goto(url);
    await waitForText(page, 'Gift wrap');
    assert.equal(await readText(page), shown);
    assert.equal(await readPlayhead(page), Math.floor(atMs) - startMs);
    assert.equal(await page.getByRole('link').count(), 0, 'links to other pages');
    assert.equal(await page.getByRole('button', { name: 'More ways to share' }).count(), 0);
    await page.getByRole('button', { name: 'View details' }).click();
    await page.getByRole('dialog').waitFor();
    assert.equal(await page.getByRole('link', { name: 'All of the session' }).count(), 0);
    await page.keyboard.press('Escape');

    await seekBar(page).press('Home');
    await page.getByRole('button', { name: 'Share link' }).click();
    await page.getByText('Link to this moment copied').waitFor();
    const moment = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(moment.startsWith(`${url}?t=${startMs}`), moment);
  }));

test('what links there are is listed, and each can be revoked', () =>
  onPage(browser, async (page) => {
    const kept = await createLink({ atMs: null, expiresInMs: 3_600_000 });
    const { startMs } = await fetchTimeline(recording);
    const other = await createLink({ atMs: startMs + 61_000, expiresInMs: 3_600_000 });
    await openReplay(page, recording, startMs);
    const dialog = await openShares(page);
    await dialog.getByText('From the beginning').first().waitFor();
    const row = dialog.getByRole('listitem').filter({ hasText: 'From 1:01' });
    await row.getByRole('button', { name: 'Revoke' }).click();
    await dialog.getByText('Link revoked').waitFor();
    await row.waitFor({ state: 'detached' });

    await page.goto(kept.url);
    await waitForText(page, 'Teapot Corner');
    await page.goto('about:blank'); // or the page may ask for more of what it may not see from now on
    await revoke(kept.id);
    assert.equal((await fetch(other.url)).status, 410);
  }));

test('a link that has ended, or is none, says so and offers nothing', async () => {
  const link = await createLink({ expiresInMs: 3_600_000 });
  await revoke(link.id);
  const ends = [
    [link.url, 410, 'This link shows nothing any more', 'The link was revoked.'],
    [`${link.url.slice(0, -1)}!`, 404, 'This link is not known', 'Part of it may be missing.'],
  ];
  const page = await browser.newPage();
  try {
    for (const [url, status, title, why] of ends) {
      const answer = await page.goto(url);
      assert.equal(answer.status(), status);
      await page.getByRole('heading', { name: title }).waitFor();
      await page.getByText(why).waitFor();
      assert.equal(await page.getByRole('link').count(), 0);
    }
  } finally {
    await page.close();
  }
});
