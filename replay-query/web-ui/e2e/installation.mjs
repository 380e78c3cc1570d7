// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

// What the browser tests know of the installation they run against: PLAYHEAD_QUERY names its query service, to which
// the bundled recordings below have been sent. CHROMIUM names the browser.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';

export const origin = new URL(required('PLAYHEAD_QUERY')).origin;

/** The longest that anything may take; a slow machine should not fail a test. */
export const PATIENCE_MS = 30_000;

/** The bundled recordings, each with the truth that its driver wrote. */
export const recordings = ['guance', 'datadog-v7', 'rrweb'].map((set) => {
  const file = new URL(`../../../schemas/src/test/resources/recordings/${set}/truth.json`, import.meta.url);
  const truth = JSON.parse(readFileSync(file, 'utf8'));
  return { set, truth, app: truth.config.appId, session: truth.sessions[0].sessionId };
});

export function launchBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * Runs a test on a page of its own. Whatever the test is about, it fails if the page asked for anything outside its
 * origin or wrote an error to the console; `refusals` says that the browser may tell of answers that are none.
 */
export async function onPage(browser, test, { refusals = false } = {}) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 860 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  const complaints = [];
  context.on('page', (page) => {
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      if (refusals && message.text().startsWith('Failed to load resource')) return;
      complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin !== origin && !['data:', 'blob:', 'about:'].includes(url.protocol))
        complaints.push(`asked for ${url}`);
    });
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await test(page);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/** Asks until what is asked for is so. */
export async function waitUntil(isSo, otherwise) {
  for (const givenUpMs = Date.now() + PATIENCE_MS; Date.now() < givenUpMs; await pause(100)) {
    if (await isSo()) return;
  }
  assert.fail(otherwise);
}

export async function fetchTimeline({ app, session }) {
  const response = await fetch(`${origin}/api/v1/apps/${app}/sessions/${session}/timeline`);
  assert.equal(response.status, 200);
  return response.json();
}

/** Opens a replay, with `atMs` paused on that frame, and waits for its first picture. */
export async function openReplay(page, { app, session }, atMs) {
  const query = atMs === undefined ? '' : `?t=${atMs}`;
  await page.goto(`${origin}/apps/${app}/sessions/${session}/replay${query}`);
  await waitForText(page, 'Teapot Corner');
}

/** The text of the recorded page on screen; its frame runs no script, so it is read from outside. */
export function readText(page) {
  return page.evaluate(
    () =>
      document.querySelector('.screen:not(.screen-pending) iframe')?.contentDocument?.body?.innerText ?? '',
  );
}

export function waitForText(page, text) {
  return page.waitForFunction(
    (wanted) =>
      document
        .querySelector('.screen:not(.screen-pending) iframe')
        ?.contentDocument?.body?.innerText.includes(wanted),
    text,
    { timeout: PATIENCE_MS },
  );
}

export function seekBar(page) {
  return page.getByRole('slider', { name: 'Seek' });
}

/** The playhead in milliseconds from the session's start. */
export async function readPlayhead(page) {
  return Number(await seekBar(page).getAttribute('aria-valuenow')) * 1000;
}

/** Waits until the playhead is past a moment, in milliseconds from the session's start. */
export function waitUntilPast(page, ms) {
  return page.waitForFunction(
    (wanted) =>
      Number(document.querySelector('[role=slider]')?.getAttribute('aria-valuenow')) * 1000 > wanted,
    ms,
    { timeout: PATIENCE_MS },
  );
}

/** The playhead at each of the next frames that are painted. */
export function watchPlayhead(page, frames) {
  return page.evaluate(async (count) => {
    const seen = [];
    for (let frame = 0; frame < count; frame++) {
      await new Promise(requestAnimationFrame);
      seen.push(Number(document.querySelector('[role=slider]').getAttribute('aria-valuenow')) * 1000);
    }
    return seen;
  }, frames);
}

/** The x of the thumb's middle. */
export async function readThumb(page) {
  const box = await page.locator('.thumb').boundingBox();
  return box.x + box.width / 2;
}

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: it names the query service of a running installation.`);
  return value;
}
