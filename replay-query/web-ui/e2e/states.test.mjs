// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

// The states that a healthy installation does not get into: its answers are changed on their way to the page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  fetchTimeline,
  launchBrowser,
  onPage,
  openReplay,
  origin,
  recordings,
  seekBar,
  waitForText,
  waitUntil,
} from './installation.mjs';
import { moves, page as picture, sendErrorsOf, Upload, visits } from './uploads.mjs';

const recording = recordings.find(({ set }) => set === 'rrweb');
const api = `/api/v1/apps/${recording.app}/sessions/${recording.session}`;
const details = `${origin}/apps/${recording.app}/sessions/${recording.session}`;

let browser;
before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

const onUnwellPage = (check) => onPage(browser, check, { refusals: true });

function isAt(path) {
  return (url) => url.pathname === path;
}

const restoring = {
  status: 503,
  headers: { 'retry-after': '1' },
  json: { status: 'restoring', progress: 0.42 },
};

function problem(status, detail) {
  return {
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify({ type: 'about:blank', title: 'No', status, detail }),
  };
}

/** Answers differently until `end` is called. */
async function disturb(page, matches, answer) {
  await page.route(matches, answer);
  return () => page.unroute(matches, answer);
}

for (const [what, address, path, shown] of [
  [
    'a list',
    `${origin}/sessions?app=${recording.app}`,
    `/api/v1/apps/${recording.app}/sessions`,
    'tr[data-session]',
  ],
  ['the details of a session', details, api, '.details-heading h1'],
  ['a replay', `${details}/replay`, api, '[role=slider]'],
]) {
  test(`${what} says how far the service has restored its index, and comes by itself`, () =>
    onUnwellPage(async (page) => {
      const end = await disturb(page, isAt(path), (route) => route.fulfill(restoring));
      await page.goto(address);
      await page.getByRole('heading', { name: 'The service is restoring its index' }).waitFor();
      await page.getByText('42%').waitFor();
      assert.equal(await page.getByRole('progressbar').getAttribute('value'), '0.42');
      await end();
      await page.getByText('restoring').waitFor({ state: 'detached' });
      await page.locator(shown).first().waitFor();
    }));

  test(`${what} that fails can be asked for again`, () =>
    onUnwellPage(async (page) => {
      const end = await disturb(page, isAt(path), (route) =>
        route.fulfill(problem(500, 'It is out of order.')),
      );
      await page.goto(address);
      await page.getByRole('alert').getByText('It is out of order.').waitFor();
      await end();
      await page.getByRole('button', { name: 'Retry' }).click();
      await page.getByRole('alert').waitFor({ state: 'detached' });
      await page.locator(shown).first().waitFor();
    }));

  test(`${what} shows that it is loading, and where things will be`, () =>
    onUnwellPage(async (page) => {
      let answer;
      const asked = new Promise((known) => (answer = known));
      await page.route(isAt(path), (route) => answer(() => route.continue()));
      await page.goto(address);
      const goOn = await asked;
      await page.locator('[aria-busy=true]').first().waitFor();
      await goOn();
      await page.locator(shown).first().waitFor();
    }));
}

for (const [detail, words] of [
  ['erased', 'It was erased.'],
  ['past its retention', 'Its retention time is over.'],
]) {
  test(`a session that is gone says why: ${detail}`, () =>
    onUnwellPage(async (page) => {
      await page.route(isAt(api), (route) => route.fulfill(problem(410, detail)));
      for (const address of [details, `${details}/replay`]) {
        await page.goto(address);
        await page.getByRole('heading', { name: 'This session is gone' }).waitFor();
        await page.getByText(words, { exact: true }).waitFor();
        assert.ok((await page.getByRole('link', { name: 'All sessions' }).count()) > 0);
      }
    }));
}

test('what a copy of the index answered may lack the last seconds, and says so', () =>
  onUnwellPage(async (page) => {
    await page.route(isAt(api), async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'playhead-stale': 'true' } });
    });
    for (const address of [details, `${details}/replay`]) {
      await page.goto(address);
      await page.getByText('The data of the last seconds may be missing').waitFor();
    }
    await waitForText(page, 'Teapot Corner');
  }));

test('a slow part says that it is loading, and is shown when it comes', () =>
  onUnwellPage(async (page) => {
    let answer;
    const asked = new Promise((known) => (answer = known));
    await page.route(isAt(`${api}/events`), (route) => answer(() => route.continue()));
    await page.goto(`${details}/replay`);
    const goOn = await asked;
    await page.locator('.chip', { hasText: 'Loading' }).waitFor();
    await page.unroute(isAt(`${api}/events`));
    await goOn();
    await waitForText(page, 'Teapot Corner');
    await page.locator('.chip', { hasText: 'Loading' }).waitFor({ state: 'detached' });
  }));

test('a part that fails stops playback with a reason, and Retry goes on from there', () =>
  onUnwellPage(async (page) => {
    const { startMs, views } = await fetchTimeline(recording);
    const later = views.at(-1);
    await openReplay(page, recording, startMs);
    const end = await disturb(page, isAt(`${api}/events`), (route) =>
      route.fulfill(problem(500, 'The log does not answer.')),
    );
    await seekBar(page).press('End');
    const alert = page.getByRole('alert').filter({ hasText: 'This part could not be loaded' });
    await alert.getByText('The log does not answer.').waitFor();
    await end();
    await alert.getByRole('button', { name: 'Retry' }).click();
    await alert.waitFor({ state: 'detached' });
    const shown = new URL(later.url).pathname;
    await page.getByText(shown).first().waitFor();
  }));

test('a part whose store is being restored goes on by itself', () =>
  onUnwellPage(async (page) => {
    const end = await disturb(page, isAt(`${api}/events`), (route) => route.fulfill(restoring));
    await page.goto(`${details}/replay`);
    await page.getByText('Playback goes on by itself when it is ready.').waitFor();
    await end();
    await waitForText(page, 'Teapot Corner');
  }));

test('a recording that expires while it is watched says so', () =>
  onUnwellPage(async (page) => {
    await page.route(isAt(`${api}/events`), (route) => route.fulfill(problem(410, 'past its retention')));
    await page.goto(`${details}/replay`);
    await page.getByRole('alert').filter({ hasText: 'This recording is gone' }).waitFor();
    await page.getByText('Its retention time is over.').waitFor();
  }));

test('a session that was recorded long before it came is open, not live', () =>
  onPage(browser, async (page) => {
    const nowMs = Date.now();
    const upload = new Upload('late', nowMs - 86_400_000, `late-${nowMs}`);
    await upload.record([visits(0), picture(1, 'Yesterday'), moves(2_000)]);
    await page.goto(`${origin}/sessions?app=late`);
    const row = page.locator(`tr[data-session="${upload.session}"]`);
    await row.getByText('Open', { exact: true }).waitFor();
    await page.goto(upload.replay);
    await waitForText(page, 'Yesterday');
    await page.getByText('Waiting for more', { exact: true }).waitFor();
    await page.getByRole('navigation', { name: 'Where you are' }).getByText('Open').waitFor();
    assert.equal(await page.getByText('Live').count(), 0);
  }));

test('a list says that copies of the index may lack the last seconds', () =>
  onPage(browser, async (page) => {
    await page.route(isAt(`/api/v1/apps/${recording.app}/sessions`), async (route) => {
      const response = await route.fetch();
      const answer = await response.json();
      await route.fulfill({ response, json: { ...answer, partitions: { ...answer.partitions, stale: 1 } } });
    });
    await page.goto(`${origin}/sessions?app=${recording.app}`);
    await page.getByText('The sessions of the last seconds may be missing').waitFor();
    await page.locator('tr[data-session]').first().waitFor();
  }));

test('a session of which nothing was recorded cannot be played, and says why', () =>
  onPage(browser, async (page) => {
    const app = `unrecorded-${Date.now()}`;
    await sendErrorsOf(app, 0, 1);
    const session = `s-${app}`;
    await waitUntil(async () => {
      const response = await fetch(`${origin}/api/v1/apps/${app}/sessions/${session}/timeline`);
      return response.status === 200 && (await response.json()).markers.length > 0;
    }, 'the error does not come');
    await page.goto(`${origin}/sessions?app=${app}`);
    const play = page.locator('tr[data-session]').getByRole('link', { name: 'Play', exact: true });
    assert.equal(await play.getAttribute('aria-disabled'), 'true');
    assert.equal(await play.getAttribute('href'), null);
    await page.locator('tr[data-session]').getByText('Nothing recorded').waitFor();
    await page.goto(`${origin}/apps/${app}/sessions/${session}/replay`);
    await page.getByRole('heading', { name: 'Nothing was recorded in this session' }).waitFor();
    await page
      .locator('#panel')
      .getByRole('button', { name: /^Error:.*Error 0/ })
      .waitFor();
  }));

test('missing data is named, drawn and explained', () =>
  onUnwellPage(async (page) => {
    const timeline = await fetchTimeline(recording);
    const [view] = timeline.views;
    const fromMs = view.startMs + 2_000;
    const hole = { view: view.id, startMs: fromMs, endMs: fromMs + 3_000, reason: 'LOST' };
    await page.route(isAt(`${api}/timeline`), (route) =>
      route.fulfill({
        json: {
          ...timeline,
          missing: [{ ...hole, fromIndex: 1, toIndex: 2 }],
          damaged: [{ ...hole, playable: true }],
        },
      }),
    );
    await openReplay(page, recording, fromMs + 1_000);
    await page.locator('.track .hole').first().waitFor();
    await page.getByText('The picture may be incomplete.').waitFor();
  }));
