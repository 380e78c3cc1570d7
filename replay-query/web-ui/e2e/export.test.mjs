// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { hostileEvents } from './hostileEvents.mjs';
import {
  fetchTimeline,
  launchBrowser,
  origin,
  PATIENCE_MS,
  readPlayhead,
  readText,
  recordings,
  waitForText,
  waitUntilPast,
} from './installation.mjs';

let browser;
let directory;
before(async () => {
  browser = await launchBrowser();
  directory = mkdtempSync(join(tmpdir(), 'playhead-export-'));
});
after(async () => {
  await browser?.close();
  rmSync(directory, { recursive: true });
});

async function fetchExport({ app, session }) {
  const response = await fetch(`${origin}/api/v1/apps/${app}/sessions/${session}/export?format=html`);
  assert.equal(response.status, 200);
  return response.text();
}

/** Opens a page from the disk; fails if it asked for anything at all, ran what it should not or had an error. */
async function fromDisk(html, play) {
  const file = join(directory, 'export.html');
  writeFileSync(file, html);
  const context = await browser.newContext({ viewport: { width: 1400, height: 860 } });
  const requests = [];
  const errors = [];
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    context.on('request', (request) => {
      if (!/^(data|blob|about):/.test(request.url())) requests.push(request.url());
    });
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('dialog', (dialog) => {
      errors.push(`said ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(pathToFileURL(file).href);
    await play(page);
    assert.deepEqual(requests, [pathToFileURL(file).href]);
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
  }
}

function waitUntilAt(page, ms, withinMs) {
  return page.waitForFunction(
    ([wantedMs, off]) => {
      const slider = document.querySelector('[role=slider]');
      return Math.abs(Number(slider.getAttribute('aria-valuenow')) * 1000 - wantedMs) < off;
    },
    [ms, withinMs],
  );
}

for (const recording of recordings) {
  test(`an exported session of ${recording.set} plays from a disk`, async () => {
    const { startMs, inactivity, markers } = await fetchTimeline(recording);
    await fromDisk(await fetchExport(recording), async (page) => {
      await waitForText(page, 'Teapot Corner');
      assert.equal(
        await page.locator('.screen:not(.screen-pending) iframe').getAttribute('sandbox'),
        'allow-same-origin',
      );
      await page.getByRole('button', { name: '4×', exact: true }).click();
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      await waitUntilPast(page, 1000);
      await page.getByRole('button', { name: 'Pause', exact: true }).click();
      await page.getByRole('button', { name: 'Play', exact: true }).waitFor(); // a last frame may have moved it on

      const stands = await readPlayhead(page);
      await page.keyboard.press('ArrowRight');
      await waitUntilAt(page, stands + 5000, 300); // the page that it is on by then may have to be built first

      const error = markers.find(({ kind }) => kind === 'error');
      await page.keyboard.press('Home');
      await page.getByRole('button', { name: 'Next error' }).click();
      await waitUntilAt(page, error.atMs - startMs, 100);

      const [gap] = inactivity;
      await page.locator('#panel').getByRole('button', { name: /Pages/ }).waitFor();
      await page.keyboard.press('Home');
      await page.getByRole('button', { name: '8×', exact: true }).click();
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      await waitUntilPast(page, gap.endMs - startMs);
      assert.ok(await page.getByRole('switch', { name: 'Skip inactive' }).isChecked());
    });
  });
}

test('a hostile recording in an exported page runs nothing and asks for nothing', async () => {
  const [recording] = recordings;
  const { startMs, views } = await fetchTimeline(recording);
  const lines = hostileEvents(views[0].id, startMs).map((event) => `${JSON.stringify(event)}\n`);
  const data = gzipSync(lines.join('')).toString('base64');
  const block = `<script type="application/octet-stream" class="events" data-view="${views[0].id}">${data}</script>\n`;
  const own = /<script type="application\/octet-stream" class="events"[^>]*>[^<]*<\/script>\n/g;
  const html = await fetchExport(recording);
  assert.match(html, own);
  let put = false;
  const hostile = html.replace(own, () => (put ? '' : ((put = true), block)));
  await fromDisk(hostile, async (page) => {
    await waitForText(page, 'end of the page');
    assert.match(await readText(page), /<script>alert\(1\)<\/script>/);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await waitUntilPast(page, 600);
    assert.equal(await page.getByRole('alert').count(), 0);
  });
});

test('a script that somebody puts into an exported page does not run', async () => {
  const html = await fetchExport(recordings[0]);
  const marked = html.replace('<div id="app">', '<script>window.foreign = true</script><div id="app">');
  assert.notEqual(marked, html);
  await fromDisk(marked, async (page) => {
    await waitForText(page, 'Teapot Corner');
    assert.equal(await page.evaluate(() => window.foreign), undefined);
  });
});
