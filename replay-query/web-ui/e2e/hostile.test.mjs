// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hostileEvents } from './hostileEvents.mjs';
import { fetchTimeline, launchBrowser, onPage, openReplay, readText, recordings } from './installation.mjs';

let browser;
before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

test('a hostile recording is shown, asks for nothing, and what is broken in it stops nothing', () =>
  onPage(browser, async (page) => {
    const [recording] = recordings;
    const { startMs, views } = await fetchTimeline(recording);
    await page.route('**/events?*', (route) => {
      const view = new URL(route.request().url()).searchParams.get('view');
      const lines = view === views[0].id ? hostileEvents(view, startMs) : [];
      const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
      return route.fulfill({ contentType: 'application/x-ndjson', body });
    });
    await openReplay(page, recording, startMs + 1000);
    assert.match(await readText(page), /end of the page/);
    assert.equal(await page.getByRole('alert').count(), 0);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('k');
    await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
  }));
