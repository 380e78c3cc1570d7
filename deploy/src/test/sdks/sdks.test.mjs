// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

// SDKs as npm has them, in a real browser, on pages of another origin than the gateway: they record without a complaint,
// and what they recorded is whole and plays. PLAYHEAD_GATEWAY and PLAYHEAD_QUERY name a running installation to which
// nothing was sent yet, CHROMIUM the browser.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import {
  fetchTimeline,
  launchBrowser,
  onPage,
  openReplay,
  origin as query,
  PATIENCE_MS,
  waitForText,
} from '../../../../replay-query/web-ui/e2e/installation.mjs';
import { servePages } from './pages.mjs';

const gateway = new URL(process.env.PLAYHEAD_GATEWAY).origin;

/** What is typed on each load of a page. */
const ENGRAVINGS = ['Earl Grey', 'Oolong'];
const CLICKS_A_VISIT = 3;
const ERROR = 'the till is jammed';

const POLL_MS = 200;

/** Says, in the page, whether the recorder runs. A click before that is in no recording. */
const datadogRecords = () => window.DD_RUM.getSessionReplayLink()?.includes('error-type') === false;
const postHogRecords = async () =>
  (await import('posthog-js/dist/module.full.no-external')).default.sessionRecordingStarted();

/**
 * `sends` is when an SDK sends the end of what it has: Datadog's compresses it in a worker once the page is about to be
 * left, for which a quick next page leaves no time. Sentry's sends nothing then; the others' send beacons that need no
 * waiting for.
 */
const SDKS = [
  { name: 'sentry', section: 'Sentry', app: '42', recordings: /\/envelope\//, sends: 'before leaving' },
  {
    name: 'datadog-v7',
    section: 'Datadog Browser RUM v5 to v7',
    script: 'datadog-v7/bundle/datadog-rum.js',
    app: 'shop-v7',
    records: datadogRecords,
    recordings: /replay/,
    sends: 'while leaving',
  },
  {
    name: 'datadog-v5',
    section: 'Datadog Browser RUM v5 to v7',
    script: 'datadog-v5/bundle/datadog-rum.js',
    app: 'shop-v5',
    records: datadogRecords,
    recordings: /replay/,
    sends: 'while leaving',
  },
  {
    name: 'datadog-v4',
    section: 'Datadog Browser RUM v4',
    script: 'datadog-v4/bundle/datadog-rum.js',
    app: 'shop-v4',
    records: datadogRecords,
    recordings: /replay/,
    sends: 'while leaving',
  },
  { name: 'posthog', section: 'PostHog', app: 'phc_shop', records: postHogRecords },
  { name: 'rrweb', section: 'rrweb', app: 'shop' },
];

let browser, pages, userAgent;
before(async () => {
  browser = await launchBrowser();
  pages = await servePages(SDKS, gateway);
  userAgent = await personsUserAgent();
});
after(async () => {
  await browser?.close();
  pages?.close();
});

describe('what an SDK records is whole and plays', { concurrency: 3 }, () => {
  for (const sdk of SDKS) {
    test(sdk.name, async () => {
      const session = await record(sdk);
      await onPage(browser, (page) => play(page, session));
    });
  }
});

test('the gateway took everything, also what was sent by pages on their way out', async () => {
  const metrics = await (await fetch(`${gateway}/metrics`)).text();
  const counted = metrics.split('\n').filter((line) => !line.startsWith('#') && !line.endsWith(' 0.0'));
  const refused = counted.filter((line) =>
    /^playhead_gateway_(uploads_rejected|uploads_postponed|events_deadlettered)_total/.test(line),
  );
  assert.deepEqual(refused, []);
  const answers = counted.filter((line) =>
    line.startsWith('playhead_gateway_requests_answered_seconds_count'),
  );
  assert.notEqual(answers.length, 0);
  assert.deepEqual(
    answers.filter((line) => !/status="2\d\d"/.test(line)),
    [],
  );
});

/**
 * Two loads of the SDK's page with the same clicks, then away; nothing may complain but the page's own error. Returns
 * the session once it is whole: what a page sends on its way out would not outlive its context.
 */
async function record(sdk) {
  const context = await browser.newContext({ userAgent });
  await context.addInitScript(() => Object.defineProperty(navigator, 'webdriver', { value: false }));
  const complaints = [];
  const errors = [];
  context.on('weberror', (error) => errors.push(error.error().message));
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  context.on('response', (response) => {
    if (!response.ok()) complaints.push(`${response.status()} from ${response.url()}`);
  });
  context.on('requestfailed', (request) => {
    // Chromium calls aborted what a page sends on its way out, and every fetch whose answer has no body.
    const { errorText } = request.failure();
    if (errorText !== 'net::ERR_ABORTED') complaints.push(`${errorText} from ${request.url()}`);
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(pages.urlOf(sdk));
    await shop(page, sdk, ENGRAVINGS[0]);
    await leave(page, sdk, pages.urlOf(sdk));
    await shop(page, sdk, ENGRAVINGS[1]);
    await leave(page, sdk, pages.goodbyeOf(sdk));
    assert.deepEqual(complaints, []);
    assert.deepEqual(errors, Array(ENGRAVINGS.length).fill(ERROR));
    return await waitUntilWhole(sdk);
  } finally {
    await context.close();
  }
}

async function shop(page, { records }, engraving) {
  if (records !== undefined) await page.waitForFunction(records);
  await page.locator('#engraving').click();
  await page.locator('#engraving').pressSequentially(engraving);
  await page.locator('#add').click();
  await page.locator('#pay').click();
}

async function leave(page, { recordings, sends }, url) {
  if (sends === 'before leaving') await nextUpload(page, recordings);
  if (sends === 'while leaving') pages.hold(url, nextUpload(page, recordings));
  await page.goto(url);
}

/** Settles when the next upload of a recording has been answered. */
async function nextUpload(page, recordings) {
  const upload = await page.waitForRequest(
    (request) => request.url().startsWith(gateway) && recordings.test(request.url()),
  );
  await upload.response();
}

/** The only session of an SDK's application, once nothing of it is missing any more. */
function waitUntilWhole({ app }) {
  return eventually(async () => {
    const { items } = await ask(`/apps/${app}/sessions`);
    assert.equal(items.length, 1, 'a session goes on over a reload');
    const [{ session, hasReplay, completeness, errors }] = items;
    assert.equal(hasReplay, true);
    assert.ok(completeness === 1 || completeness === null, `completeness is ${completeness}`);
    assert.equal(errors, ENGRAVINGS.length);

    const segments = (await ask(`/apps/${app}/sessions/${session}/segments`)).items;
    assert.ok(segments.every(({ state }) => state === 'stored'));
    const snapshots = segments.filter(({ fullSnapshot }) => fullSnapshot);
    assert.ok(snapshots.length >= ENGRAVINGS.length, 'each load of the page begins with a full snapshot');

    const timeline = await fetchTimeline({ app, session });
    assert.deepEqual(timeline.missing, []);
    assert.deepEqual(timeline.damaged, []);
    assert.equal(markersOf(timeline, 'error').length, ENGRAVINGS.length);
    assert.equal(markersOf(timeline, 'click').length, ENGRAVINGS.length * CLICKS_A_VISIT);
    return { app, session };
  });
}

/** From the last click of the first visit on into the second. */
async function play(page, session) {
  const lastClick = markersOf(await fetchTimeline(session), 'click')[CLICKS_A_VISIT - 1];
  await openReplay(page, session, lastClick.atMs);
  await waitForText(page, `Teapot, “${ENGRAVINGS[0]}”`);
  await page.getByRole('button', { name: '4×', exact: true }).click();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await waitForText(page, `Teapot, “${ENGRAVINGS[1]}”`);
}

function markersOf(timeline, kind) {
  return timeline.markers.filter((marker) => marker.kind === kind);
}

/** What passes, once it does; the last failure when patience ends. */
async function eventually(attempt) {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await setTimeout(POLL_MS);
    }
  }
}

async function ask(path) {
  const response = await fetch(`${query}/api/v1${path}`);
  assert.equal(response.status, 200, path);
  return response.json();
}

/** PostHog's SDK sends nothing from what says that it is a bot. */
async function personsUserAgent() {
  const page = await browser.newPage();
  const own = await page.evaluate(() => navigator.userAgent);
  await page.close();
  return own.replace('Headless', '');
}
