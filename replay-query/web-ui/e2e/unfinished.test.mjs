// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchBrowser, onPage, origin, readText, waitForText } from './installation.mjs';

const gateway = new URL(process.env.PLAYHEAD_GATEWAY ?? 'http://127.0.0.1:8400').origin;
const startMs = Date.now() - 60_000;
const recording = { app: 'unfinished', session: `s-${startMs}` };
let seq = 0;

let browser;
before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

/** Uploads events as an rrweb client does, and waits until the session has them. */
async function record(events) {
  const answer = await fetch(`${gateway}/rrweb/v1/batch`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      appId: recording.app,
      sessionId: recording.session,
      pageId: 'home',
      seq: seq++,
      events,
    }),
  });
  assert.equal(answer.status, 202);
  const endMs = Math.max(...events.map(({ timestamp }) => timestamp));
  for (;;) {
    const timeline = await fetch(
      `${origin}/api/v1/apps/${recording.app}/sessions/${recording.session}/timeline`,
    );
    if (timeline.status === 200 && (await timeline.json()).endMs >= endMs) return;
    await new Promise((done) => setTimeout(done, 100));
  }
}

function page(text) {
  return {
    type: 2,
    data: {
      initialOffset: { left: 0, top: 0 },
      node: {
        type: 0,
        id: 1,
        childNodes: [
          {
            type: 2,
            id: 2,
            tagName: 'html',
            attributes: {},
            childNodes: [
              {
                type: 2,
                id: 3,
                tagName: 'body',
                attributes: {},
                childNodes: [{ type: 3, id: 4, textContent: text }],
              },
            ],
          },
        ],
      },
    },
  };
}

function moves(afterMs) {
  return {
    type: 3,
    timestamp: startMs + afterMs,
    data: { source: 1, positions: [{ x: 5, y: 5, id: 3, timeOffset: 0 }] },
  };
}

function changes(afterMs, value) {
  return {
    type: 3,
    timestamp: startMs + afterMs,
    data: { source: 0, texts: [{ id: 4, value }], attributes: [], removes: [], adds: [] },
  };
}

test('a replay of a session that goes on waits at its end, and plays on when more comes', () =>
  onPage(browser, async (tab) => {
    await record([
      { type: 4, timestamp: startMs, data: { href: 'https://shop.example/', width: 800, height: 600 } },
      { ...page('The first page'), timestamp: startMs + 1 },
      moves(900),
    ]);
    await tab.goto(`${origin}/apps/${recording.app}/sessions/${recording.session}/replay`);
    await waitForText(tab, 'The first page');
    await tab.getByText('Live: waiting for more').waitFor();

    await record([changes(1500, 'Changed since'), moves(2000)]);
    await waitForText(tab, 'Changed since');
    await tab.getByText('Live: waiting for more').waitFor();
    const live = tab.getByRole('button', { name: 'Live', exact: true });
    assert.equal(await live.getAttribute('aria-pressed'), 'true');

    await tab.getByRole('button', { name: 'Pause' }).click();
    await record([changes(2500, 'Not seen yet'), moves(30_000)]);
    await tab.getByText('/ 0:30').waitFor();
    assert.match(await readText(tab), /Changed since/);
    await live.click();
    await waitForText(tab, 'Not seen yet');
  }));

test('what a session that goes on tells its console is listed as it comes', () =>
  onPage(browser, async (tab) => {
    const call = (afterMs, words) => ({
      type: 6,
      timestamp: startMs + afterMs,
      data: { plugin: 'rrweb/console@1', payload: { level: 'info', trace: [], payload: [`"${words}"`] } },
    });
    await record([call(31_000, 'First words')]);
    await tab.goto(`${origin}/apps/${recording.app}/sessions/${recording.session}/replay`);
    await tab.getByRole('tab', { name: 'Console' }).click();
    const rows = tab.locator('#panel').getByRole('button', { name: /words/ });
    await rows.first().waitFor();
    await record([call(32_000, 'Further words'), moves(32_100)]);
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
      await tab.goto(`${origin}/apps/${recording.app}/sessions/${recording.session}/replay`);
      await tab.getByText('/ 0:32').waitFor();
      while (refused < 2) await tab.waitForRequest((request) => live(new URL(request.url())));
      await record([moves(40_000)]);
      await tab.unroute(live, refuse);
      await tab.getByText('/ 0:40').waitFor();
    },
    { refusals: true },
  ));

test('a session is exported from its page', () =>
  onPage(browser, async (tab) => {
    await tab.goto(`${origin}/apps/${recording.app}/sessions/${recording.session}`);
    for (const [entry, format] of [
      ['Data as JSON', 'json'],
      ['Page that plays it offline', 'html'],
    ]) {
      await tab.getByRole('button', { name: 'Export' }).click();
      const [download] = await Promise.all([
        tab.waitForEvent('download'),
        tab.getByRole('menuitem', { name: entry }).click(),
      ]);
      assert.equal(download.suggestedFilename(), `${recording.session}.${format}`);
      assert.equal(await download.failure(), null);
    }
  }));
