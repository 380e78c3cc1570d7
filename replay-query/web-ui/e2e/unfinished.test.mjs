// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchBrowser, onPage, origin, readText, waitForText } from './installation.mjs';
import { changes, logs, moves, page, Upload, visits } from './uploads.mjs';

/** What a picture of a live session may be behind its upload, besides the hold that the player keeps. */
const LIVE_WITHIN_MS = 2000;
const LIVE_HOLD_MS = 1500;

const session = new Upload('unfinished', Date.now() - 60_000);

let browser;
before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

test('a replay of a session that goes on waits at its end, and plays on when more comes', () =>
  onPage(browser, async (tab) => {
    await session.record([visits(0), page(1, 'The first page'), moves(900)]);
    await tab.goto(session.replay);
    await waitForText(tab, 'The first page');
    await tab.getByText('Live: waiting for more').waitFor();

    await session.record([changes(1500, 'Changed since'), moves(2000)]);
    await waitForText(tab, 'Changed since');
    await tab.getByText('Live: waiting for more').waitFor();
    const live = tab.getByRole('button', { name: 'Live', exact: true });
    assert.equal(await live.getAttribute('aria-pressed'), 'true');

    await tab.getByRole('button', { name: 'Pause' }).click();
    await session.record([changes(2500, 'Not seen yet'), moves(30_000)]);
    await tab.getByText('/ 0:30').waitFor();
    assert.match(await readText(tab), /Changed since/);
    await live.click();
    await waitForText(tab, 'Not seen yet');
  }));

test('what a session that goes on tells its console is listed as it comes', () =>
  onPage(browser, async (tab) => {
    await session.record([logs(31_000, 'First words')]);
    await tab.goto(session.replay);
    await tab.getByRole('tab', { name: 'Console' }).click();
    const rows = tab.locator('#panel').getByRole('button', { name: /words/ });
    await rows.first().waitFor();
    await session.record([logs(32_000, 'Further words'), moves(32_100)]);
    await rows.nth(1).waitFor();
    assert.match(await rows.nth(1).innerText(), /Further words/);
    assert.equal(await rows.count(), 2);
  }));

test('a replay whose service does not answer for a while takes in what came meanwhile', () =>
  onPage(
    browser,
    async (tab) => {
      const live = (url) => url.pathname.endsWith('/live');
      let refused = 0;
      const refuse = (route) => {
        refused++;
        return route.fulfill({
          status: 503,
          headers: { 'retry-after': '1' },
          json: { status: 'restoring', progress: 0.5 },
        });
      };
      await tab.route(live, refuse);
      await tab.goto(session.replay);
      await tab.getByText('/ 0:32').waitFor();
      while (refused < 2) await tab.waitForRequest((request) => live(new URL(request.url())));
      await session.record([moves(40_000)]);
      await tab.unroute(live, refuse);
      await tab.getByText('/ 0:40').waitFor();
    },
    { refusals: true },
  ));

test('the picture of a live session is little behind its uploads', () =>
  onPage(browser, async (tab) => {
    await tab.goto(session.replay);
    await tab.getByRole('button', { name: 'Live', exact: true }).click();
    await tab.getByText('Live: waiting for more').waitFor();
    const behind = [];
    for (let upload = 1; upload <= 5; upload++) {
      const afterMs = 40_000 + upload * 500;
      await session.send([changes(afterMs, `Upload ${upload}`), moves(afterMs + 50)]);
      const uploadedMs = performance.now();
      await waitForText(tab, `Upload ${upload}`);
      behind.push(performance.now() - uploadedMs);
      await tab.getByText('Live: waiting for more').waitFor();
    }
    assert.ok(Math.max(...behind) <= LIVE_WITHIN_MS + LIVE_HOLD_MS, `behind by ${behind.map(Math.round)} ms`);
  }));

test('a session that ends while it is watched says so, and its replay ends where it does', () =>
  onPage(browser, async (tab) => {
    const timeline = await (await fetch(`${session.api}/timeline`)).json();
    let over = false;
    await tab.route('**/timeline?*', async (route) => {
      if (over) await route.fulfill({ json: { ...timeline, status: 'CLOSED' } });
      else await route.continue();
    });
    let end;
    const ending = new Promise((resolve) => (end = resolve));
    await tab.route('**/live', async (route) => {
      await ending;
      over = true;
      const event = 'id: 1\nevent: end\ndata: {"status":"CLOSED","revision":1}\n\n';
      await route.fulfill({ contentType: 'text/event-stream', body: event });
    });
    await tab.goto(session.replay);
    await tab.getByRole('button', { name: 'Live', exact: true }).click();
    await tab.getByText('Live: waiting for more').waitFor();
    end();
    await tab.getByText('The session has ended').waitFor();
    await tab.getByText('End of the recording').waitFor();
    assert.equal(await tab.getByText('Live').count(), 0);
    await tab.getByRole('button', { name: 'Play', exact: true }).waitFor();
  }));

test('a session is exported from its page', () =>
  onPage(browser, async (tab) => {
    await tab.goto(`${origin}/apps/${session.app}/sessions/${session.session}`);
    for (const [entry, format] of [
      ['Data as JSON', 'json'],
      ['Page that plays it offline', 'html'],
    ]) {
      await tab.getByRole('button', { name: 'Export' }).click();
      const [download] = await Promise.all([
        tab.waitForEvent('download'),
        tab.getByRole('menuitem', { name: entry }).click(),
      ]);
      assert.equal(download.suggestedFilename(), `${session.session}.${format}`);
      assert.equal(await download.failure(), null);
    }
  }));
