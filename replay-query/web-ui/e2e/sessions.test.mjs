// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchBrowser, onPage, origin, recordings } from './installation.mjs';

let browser;
before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

test('the list shows each recorded session with its facts and a way to play it', () =>
  onPage(browser, async (page) => {
    await page.goto(`${origin}/sessions`);
    for (const { session, app } of recordings) {
      const row = page.locator(`tr[data-session="${session}"]`);
      await row.waitFor();
      const play = row.getByRole('link', { name: 'Play', exact: true });
      assert.equal(await play.getAttribute('href'), `/apps/${app}/sessions/${session}/replay`);
      assert.match(await row.innerText(), /index\.html/);
      assert.match(await row.innerText(), /2:\d\d/, 'its duration');
    }
  }));

test('choosing an application shows its sessions only, and back shows all again', () =>
  onPage(browser, async (page) => {
    const [chosen, other] = recordings;
    await page.goto(`${origin}/`);
    await page.locator(`tr[data-session="${other.session}"]`).waitFor();
    await page.getByLabel('Application').selectOption(chosen.app);
    await page.locator(`tr[data-session="${other.session}"]`).waitFor({ state: 'detached' });
    await page.locator(`tr[data-session="${chosen.session}"]`).waitFor();
    assert.equal(new URL(page.url()).searchParams.get('app'), chosen.app);
    await page.goBack();
    await page.locator(`tr[data-session="${other.session}"]`).waitFor();
  }));

test('the page is sent with exactly the policy that keeps recordings in', async () => {
  const response = await fetch(`${origin}/sessions`);
  const policy = Object.fromEntries(
    response.headers
      .get('content-security-policy')
      .split(';')
      .map((directive) => directive.trim().split(/\s+/))
      .filter(([name]) => name)
      .map(([name, ...sources]) => [name, sources.sort()]),
  );
  const ui = `${origin}/ui/`;
  const assets = `${origin}/assets/`;
  assert.deepEqual(policy, {
    'default-src': ["'none'"],
    'script-src': [ui],
    'style-src': ["'unsafe-inline'", ui],
    'img-src': ['blob:', 'data:', assets, ui],
    'font-src': ['data:', assets, ui],
    'media-src': ['blob:', 'data:', assets],
    'connect-src': ["'self'"],
    'worker-src': [ui],
    'frame-src': ["'none'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'self'"],
  });
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
});
