// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

// Recordings of every SDK, played in a real browser and held against what their pages' driver noted, against each other
// in two tabs of one session, and against themselves with a segment missing. PLAYHEAD_QUERY names an installation that
// holds the SETS, the joined TABS, and HOLES copies of each set that lack a segment; CHROMIUM the browser.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import {
  fetchTimeline,
  launchBrowser,
  onPage,
  origin,
  PATIENCE_MS,
} from '../../../../replay-query/web-ui/e2e/installation.mjs';

const sets = process.env.SETS.split(' ');
const tabs = process.env.TABS.split(' ').map((pair) => pair.split('+'));
const holes = Number(process.env.HOLES);

/** A recorder notes a click this much before or after the page's own listener, at most. */
const SAME_CLICK_MS = 100;

/** SDKs may hold back what was typed for as long. */
const TYPED_MS = 500;

/** Of 37 clicks: the SDKs of the others record from the first one on, Sentry's begins late and loses ends of pages. */
const FEWEST_CLICKS = 25;

/** A masking SDK replaces each character by one of these. */
const MASK = '^[xX*\\s]*$';

const LONG_TASK_MS = 500;

/** How long a picture may take to be right after a jump. */
const SETTLE_MS = 3_000;

let browser;
before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

for (const set of sets) {
  describe(set, () => {
    test('at every click the page is as its visitor saw it', () =>
      onReplay(async (page) => {
        const truth = truthOf(set);
        const recording = await find(truth.sessions[0].sessionId);
        const { startMs, markers } = await fetchTimeline(recording);
        await open(page, recording, startMs);
        await page.evaluate(defineWrongWith);
        const failures = [];
        let checked = 0;
        for (const click of truth.clicks) {
          const marker = clickMarker(markers, click.t);
          if (!marker) continue;
          checked++;
          await jump(page, marker, startMs);
          const expected = {
            ...click,
            inputs: typedBy(truth, marker.atMs),
            mask: MASK,
          };
          const wrong = await page
            .waitForFunction((wanted) => window.wrongWith(wanted) === null, expected, { timeout: SETTLE_MS })
            .then(() => null)
            .catch(() => page.evaluate((wanted) => window.wrongWith(wanted), expected));
          if (wrong) failures.push({ click, at: marker.atMs - startMs, wrong });
        }
        assert.deepEqual(failures, []);
        assert.ok(checked >= FEWEST_CLICKS, `only ${checked} clicks were recorded`);
      }));

    for (let hole = 0; hole < holes; hole++) {
      test(`without a segment it plays on, and what was before is the same (${hole})`, () =>
        onReplay(async (page) => {
          const whole = await find(truthOf(set).sessions[0].sessionId);
          const holed = await find(`without-${hole}-${set}`);
          const { lost, previous } = await missingSegment(whole, holed);
          if (previous) {
            const shown = await shownAt(page, whole, previous.endMs - 1, lost.view);
            assert.equal(await shownAt(page, holed, previous.endMs - 1, lost.view), shown);
          }

          const { startMs, endMs, views, markers } = await fetchTimeline(holed);
          await open(page, holed, startMs);
          for (const atMs of [lost.startMs, lost.endMs, ...views.map((one) => one.startMs + 1_000), endMs]) {
            const marker = nearest(markers, ['view', 'action', 'error'], atMs, Infinity);
            if (marker) await jump(page, marker, startMs);
          }
          assert.deepEqual(await page.evaluate(() => window.longTasks), []);
        }));
    }
  });
}

for (const pair of tabs) {
  test(`${pair.join(' and ')} in two tabs are never mixed`, () =>
    onReplay(async (page) => {
      const joined = await find(`tabs-${pair.join('-and-')}`);
      for (const set of pair) {
        const alone = await find(truthOf(set).sessions[0].sessionId);
        const segments = await storedSegments(alone);
        const last = new Map(segments.map((segment) => [segment.view, segment]));
        for (const { view, endMs } of last.values()) {
          const text = await shownAt(page, alone, endMs - 1, view);
          assert.equal(await shownAt(page, joined, endMs - 1, view), text, `${set}, view ${view}`);
        }
      }
    }));
}

/** Runs a test on a page of its own, in which everything that is played has to fit. */
async function onReplay(run) {
  await onPage(browser, async (page) => {
    await run(page);
    await fitting(page);
  });
}

/** Checks that everything did that was played since the page was opened. */
async function fitting(page) {
  assert.deepEqual(await page.evaluate(() => window.misfits ?? []), []);
}

function truthOf(set) {
  const file = new URL(
    `../../../../schemas/src/test/resources/recordings/${set}/truth.json`,
    import.meta.url,
  );
  return JSON.parse(readFileSync(file, 'utf8'));
}

async function find(session) {
  const apps = await fetchJson('/api/v1/apps');
  for (const { app } of apps.items) {
    const answer = await fetch(`${origin}${path({ app, session })}`);
    if (answer.status === 200) return { app, session };
  }
  throw new Error(`no application has the session ${session}`);
}

function path({ app, session }) {
  return `/api/v1/apps/${app}/sessions/${session}`;
}

async function fetchJson(resource) {
  const answer = await fetch(`${origin}${resource}`);
  assert.equal(answer.status, 200, resource);
  return answer.json();
}

async function storedSegments(recording) {
  const { items } = await fetchJson(`${path(recording)}/segments`);
  return items.filter(({ state }) => state === 'stored');
}

/** The segment that a copy lacks, and the one before it in its view, if there is one. */
async function missingSegment(whole, holed) {
  const [all, rest] = await Promise.all([whole, holed].map(storedSegments));
  const left = new Set(rest.map(({ id }) => id));
  const lost = all.filter(({ id }) => !left.has(id));
  assert.equal(lost.length, 1, 'one segment is missing');
  const earlier = all.filter(({ view, endMs }) => view === lost[0].view && endMs < lost[0].startMs);
  return { lost: lost[0], previous: earlier.at(-1) };
}

/** The nearest marker of these kinds. */
function nearest(markers, kinds, atMs, withinMs) {
  const offMs = (marker) => Math.abs(marker.atMs - atMs);
  return markers
    .filter((marker) => kinds.includes(marker.kind) && offMs(marker) <= withinMs)
    .sort((one, other) => offMs(one) - offMs(other))[0];
}

/** The marker of a click, which has a row: a click that an action already tells of has none. */
function clickMarker(markers, atMs) {
  const click = nearest(markers, ['click', 'input'], atMs, SAME_CLICK_MS);
  return nearest(markers, ['action'], click?.atMs ?? atMs, SAME_CLICK_MS) ?? click;
}

/** What the driver typed until a moment into the page that was open then: how long it may be, and the whole text. */
function typedBy(truth, atMs) {
  const opened = truth.views.filter(({ t }) => t <= atMs).at(-1)?.t ?? 0;
  const inputs = {};
  for (const { t, target, inputType, len } of truth.inputs) {
    if (t < opened || t > atMs || target.startsWith('select')) continue;
    const whole = truth.driver.find(({ a, sel }) => a === 'type' && target.endsWith(sel))?.value ?? '';
    const input = (inputs[target] ??= { lengths: [0], inputType, whole });
    if (t <= atMs - TYPED_MS) input.lengths = [];
    input.lengths.push(len);
  }
  return inputs;
}

/** Opens a replay paused at a moment of a view, and waits for its picture or for the word that there is none. */
async function open(page, recording, atMs, view) {
  await fitting(page);
  const parameters = new URLSearchParams({ t: String(atMs), ...(view ? { view } : {}) });
  await page.goto(`${origin}/apps/${recording.app}/sessions/${recording.session}/replay?${parameters}`, {
    waitUntil: 'commit',
  });
  await page.evaluate(watch, LONG_TASK_MS);
  await settled(page);
}

async function shownAt(page, recording, atMs, view) {
  await open(page, recording, atMs, view);
  return page.evaluate(
    () =>
      document.querySelector('.room-frame .card h2')?.innerText ??
      document.querySelector('.screen:not(.screen-pending) iframe').contentDocument.body.innerText,
  );
}

function settled(page) {
  return page.waitForFunction(
    () =>
      !document.querySelector('.screen-pending, .chips .spinner') &&
      document.querySelector('.screen iframe, .room-frame .card'),
    null,
    { timeout: PATIENCE_MS },
  );
}

/** Jumps by a click on a marker's row, which exists only while it is in sight. */
async function jump(page, marker, startMs) {
  await page.waitForFunction(
    (atMs) => {
      const row = document.querySelector(`#panel [data-at="${atMs}"]`);
      const list = document.querySelector('.marker-frame');
      if (!row)
        list.scrollTop = list.scrollTop + list.clientHeight < list.scrollHeight ? list.scrollTop + 200 : 0;
      row?.click();
      return row !== null;
    },
    marker.atMs,
    { timeout: PATIENCE_MS },
  );
  await page.waitForFunction(
    (ms) =>
      Math.round(Number(document.querySelector('[role=slider]').getAttribute('aria-valuenow')) * 1000) === ms,
    marker.atMs - startMs,
    { timeout: PATIENCE_MS },
  );
  await settled(page);
}

/** Gives the page a function that says what is wrong with its picture at a click, or null. */
function defineWrongWith() {
  const everywhere = (root, selector) => [
    ...root.querySelectorAll(selector),
    ...[...root.querySelectorAll('*')].flatMap((element) =>
      [element.shadowRoot, element.contentDocument]
        .filter((inner) => inner)
        .flatMap((inner) => everywhere(inner, selector)),
    ),
  ];
  const words = (text) => text.trim().replace(/\s+/g, ' ');

  window.wrongWith = ({ target, text, inputs, mask }) => {
    const masked = new RegExp(mask);
    const frame = document.querySelector('.screen:not(.screen-pending) iframe');
    if (!frame) return 'there is no picture';
    const [clicked] = everywhere(frame.contentDocument, target);
    if (!clicked || clicked.getClientRects().length === 0) return `${target} is not to be seen`;
    const shown = words(clicked.innerText);
    if (shown !== words(text) && !(shown.length > 0 && masked.test(shown)))
      return `${target} says '${shown}'`;
    for (const [selector, { lengths, inputType, whole }] of Object.entries(inputs)) {
      const [input] = everywhere(frame.contentDocument, selector);
      if (!input) return `${selector} is not there`;
      const { value } = input;
      if (inputType === 'checkbox' || inputType === 'radio') continue;
      const hidden = value.length > 0 && masked.test(value) && lengths.some((length) => length > 0);
      if (!hidden && !(lengths.includes(value.length) && whole.startsWith(value)))
        return `${selector} shows '${value}' where ${lengths.join(' or ')} characters of '${whole}' were typed`;
    }
    return null;
  };
}

/** Collects what does not fit its page, and tasks that are longer than they should be. */
function watch(limitMs) {
  window.misfits = [];
  window.longTasks = [];
  document.addEventListener('playhead-misfit', ({ detail }) => window.misfits.push(detail));
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) if (duration > limitMs) window.longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
}
