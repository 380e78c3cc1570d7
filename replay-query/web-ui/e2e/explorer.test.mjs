// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  fetchTimeline,
  launchBrowser,
  onPage,
  origin,
  readPlayhead,
  recordings,
  waitForText,
  waitUntil,
  waitUntilPast,
} from './installation.mjs';
import { sendErrorsOf } from './uploads.mjs';

/** A recording whose SDK tells of views, errors, resources, actions and long tasks. */
const recording = recordings.find(({ set }) => set === 'datadog-v7');
const { app, session } = recording;
const kinds = ['views', 'errors', 'resources', 'actions', 'long-tasks'];

/** An error of the recording's cart. */
const MESSAGE = "Cannot read properties of null (reading 'checkoutTotal')";

let browser;
before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

function rowsOf(page) {
  return page.locator('tbody tr[data-session]');
}

/** Waits until the list has these many rows. */
function waitForRows(page, count) {
  return page.waitForFunction(
    (wanted) =>
      document.querySelector('.table-frame[aria-busy=false]') !== null &&
      document.querySelectorAll('tbody tr[data-session]').length === wanted,
    count,
  );
}

async function fetchItems(kind) {
  const response = await fetch(`${origin}/api/v1/apps/${app}/sessions/${session}/${kind}`);
  assert.equal(response.status, 200);
  return (await response.json()).items;
}

function searchBox(page) {
  return page.getByRole('combobox', { name: 'Search' });
}

/** Presses Tab until what has the focus fits; `is` runs in the page. */
async function tabTo(page, is, argument) {
  for (let presses = 0; presses < 100; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(is, argument)) return;
  }
  assert.fail(`Tab does not come to ${argument}`);
}

const hasName = (name) => {
  const { activeElement } = document;
  return (activeElement?.getAttribute('aria-label') ?? activeElement?.textContent)?.trim() === name;
};

for (const kind of kinds) {
  test(`the list of ${kind} has every one of the recording, and each leads to its details`, () =>
    onPage(browser, async (page) => {
      const items = await fetchItems(kind);
      await page.goto(`${origin}/${kind}?app=${app}`);
      await waitForRows(page, items.length);
      const ids = await rowsOf(page).evaluateAll((rows) => rows.map(({ dataset }) => dataset.id));
      assert.deepEqual(ids.toSorted(), items.map(({ id }) => id).toSorted());
      const first = rowsOf(page).first();
      const title = await first.locator('a.details').innerText();
      await first.locator('a.details').click();
      await page.getByRole('heading', { level: 1 }).getByText(title).waitFor();
      assert.equal(
        decodeURIComponent(new URL(page.url()).pathname),
        `/apps/${app}/sessions/${session}/${kind}/${ids[0]}`,
      );
    }));
}

test('a search and a facet narrow the list; a reload keeps them and back undoes them', () =>
  onPage(browser, async (page) => {
    const errors = await fetchItems('errors');
    const inCart = errors.filter(({ attributes }) => attributes['view.url'].includes('cart.html'));
    assert.ok(inCart.length > 0 && inCart.length < errors.length);
    await page.goto(`${origin}/errors?app=${app}`);
    await waitForRows(page, errors.length);

    await searchBox(page).fill('view:cart.html');
    await page.keyboard.press('Enter');
    await waitForRows(page, inCart.length);
    const chrome = page
      .getByRole('complementary', { name: 'Filters' })
      .getByRole('button', { name: /Chrome/ });
    await chrome.click();
    await page.getByRole('button', { name: 'Browser is Chrome', exact: true }).waitFor();
    await waitForRows(page, inCart.length);
    const { search } = new URL(page.url());
    assert.deepEqual(Object.fromEntries(new URLSearchParams(search)), {
      app,
      view: 'cart.html',
      browser: 'Chrome',
    });

    await page.reload();
    await waitForRows(page, inCart.length);
    assert.equal(new URL(page.url()).search, search);
    await page.getByRole('button', { name: 'View URL contains cart.html', exact: true }).waitFor();
    assert.equal(await chrome.getAttribute('aria-pressed'), 'true');

    await chrome.click();
    await page.getByText('No errors fit these filters').waitFor();
    await page.getByRole('button', { name: 'Browser is not Chrome', exact: true }).waitFor();
    await page.goBack();
    await waitForRows(page, inCart.length);
    await page.goForward();
    await page.getByText('No errors fit these filters').waitFor();
    await page.goBack();
    await waitForRows(page, inCart.length);
    await page.getByRole('button', { name: 'Remove filter: View URL contains cart.html' }).click();
    await waitForRows(page, errors.length);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByLabel('Filters in force').waitFor({ state: 'detached' });
    assert.equal(new URL(page.url()).search, `?app=${app}`);
  }));

test('each row is listed once, however many arrive while the list is read', () =>
  onPage(browser, async (page) => {
    const arriving = `arriving-${Date.now()}`;
    const sendErrors = async (from, to) => {
      await sendErrorsOf(arriving, from, to);
      await waitUntil(async () => {
        const response = await fetch(`${origin}/api/v1/apps/${arriving}/errors?limit=500`);
        return (await response.json()).items?.length === to;
      }, `there are no ${to} errors in the list`);
    };
    let sent = 130;
    await sendErrors(0, sent);
    await page.goto(`${origin}/errors?app=${arriving}`);
    await waitForRows(page, 50);
    while ((await page.getByText(/^All \d+ errors/).count()) === 0) {
      await sendErrors(sent, (sent += 10));
      const shown = await rowsOf(page).count();
      await page.getByRole('button', { name: 'Load more' }).click();
      await rowsOf(page).nth(shown).waitFor();
      await page.locator('.more button[aria-busy=true]').waitFor({ state: 'detached' });
    }
    const ids = await rowsOf(page).evaluateAll((rows) => rows.map(({ dataset }) => dataset.id));
    assert.equal(new Set(ids).size, ids.length, 'some are there twice');
    const older = Array.from({ length: 130 }, (_, number) => `e-${number}`);
    assert.deepEqual(ids.toSorted(), older.toSorted());
  }));

test('a part of a message finds the errors that have it', () =>
  onPage(browser, async (page) => {
    const errors = await fetchItems('errors');
    const [{ label }] = errors;
    const part = label.slice(2, 14).toUpperCase();
    const found = errors.filter((error) => error.label.toUpperCase().includes(part));
    assert.ok(found.length < errors.length);
    await page.goto(`${origin}/errors?app=${app}`);
    await waitForRows(page, errors.length);
    await searchBox(page).fill(part);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `Text contains ${part}`, exact: true }).waitFor();
    await waitForRows(page, found.length);
  }));

test('a search that finds nothing says so, and clearing the filters brings the list back', () =>
  onPage(browser, async (page) => {
    await page.goto(`${origin}/sessions?app=${app}`);
    await waitForRows(page, 1);
    await searchBox(page).fill('nobody of this name');
    await page.keyboard.press('Enter');
    const message = page.locator('.message', { hasText: 'No sessions fit these filters' });
    await message.getByRole('button', { name: 'Clear filters' }).click();
    await waitForRows(page, 1);
  }));

test('a time range before everything is empty, and any time is offered', () =>
  onPage(browser, async (page) => {
    await page.goto(`${origin}/sessions?app=${app}&toMs=1000`);
    await page.getByText('No sessions fit these filters').waitFor();
    await page.getByRole('button', { name: 'Any time' }).click();
    await waitForRows(page, 1);
    await page.getByLabel('Received').selectOption('30d');
    await waitForRows(page, 1);
    assert.equal(new URL(page.url()).searchParams.get('last'), '30d');
  }));

test('a list names the partitions that did not answer', () =>
  onPage(browser, async (page) => {
    await page.route('**/api/v1/apps/*/sessions?*', async (route) => {
      const response = await route.fetch();
      const partitions = { total: 4, answered: 3, stale: 0, missing: [2] };
      await route.fulfill({ response, json: { ...(await response.json()), complete: false, partitions } });
    });
    await page.goto(`${origin}/sessions?app=${app}`);
    await page.getByText('Some sessions may be missing: partition 2 of the index did not answer.').waitFor();
    await waitForRows(page, 1);
  }));

test('from an error in the list to its details, to the replay just before it, and back to the same list', () =>
  onPage(browser, async (page) => {
    const { startMs, markers } = await fetchTimeline(recording);
    const marker = markers.find(({ kind, label }) => kind === 'error' && label.includes('checkoutTotal'));
    await page.goto(`${origin}/errors?app=${app}&view=cart.html`);
    await page.getByRole('link', { name: MESSAGE }).click();
    await page.getByRole('heading', { name: MESSAGE }).waitFor();
    assert.match(await page.locator('pre').innerText(), /shop\.js/);
    await page.getByRole('heading', { name: 'What happened before it' }).waitFor();
    await page.getByText('Apply coupon').waitFor();

    await page.getByRole('link', { name: 'View Replay' }).click();
    await waitForText(page, 'Gift wrap');
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    const openedMs = startMs + (await readPlayhead(page));
    assert.ok(Math.abs(marker.atMs - 2000 - openedMs) <= 50, `opened ${marker.atMs - openedMs} ms before it`);

    await page.goBack();
    await page.getByRole('heading', { name: MESSAGE }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: MESSAGE }).waitFor();
    assert.equal(new URL(page.url()).search, `?app=${app}&view=cart.html`);
    assert.equal(await rowsOf(page).count(), 3);
  }));

for (const kind of kinds) {
  const paused = kind === 'views' || kind === 'errors';
  test(`from the details of one of the ${kind} the replay ${paused ? 'stands' : 'plays from'} two seconds before it`, () =>
    onPage(browser, async (page) => {
      const { startMs } = await fetchTimeline(recording);
      const item = (await fetchItems(kind)).find(({ atMs }) => atMs > startMs + 10_000);
      const wantedMs = item.atMs - 2000 - startMs;
      await page.goto(`${origin}/apps/${app}/sessions/${session}/${kind}/${item.id}`);
      await page.getByRole('link', { name: paused ? 'View Replay' : 'Play', exact: true }).click();
      await waitForText(page, 'Teapot Corner');
      await page.getByRole('button', { name: paused ? 'Play' : 'Pause', exact: true }).waitFor();
      assert.equal(Number(new URL(page.url()).searchParams.get('t')), wantedMs + startMs);
      if (paused) assert.ok(Math.abs((await readPlayhead(page)) - wantedMs) <= 50);
      else await waitUntilPast(page, wantedMs);
    }));
}

test('from the details of a session its replay plays from the start', () =>
  onPage(browser, async (page) => {
    await page.goto(`${origin}/apps/${app}/sessions/${session}`);
    await page.getByRole('link', { name: 'View Replay' }).click();
    await waitForText(page, 'Teapot Corner');
    await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    assert.ok((await readPlayhead(page)) < 10_000);
  }));

test('the source of an item leads to its session, to the list of that session, and copies its id', () =>
  onPage(browser, async (page) => {
    const [{ id }] = await fetchItems('resources');
    const details = `${origin}/apps/${app}/sessions/${session}/resources/${id}`;
    const choose = async (entry) => {
      await page.goto(details);
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: entry }).click();
    };
    await choose('Copy Session ID');
    await page.getByText('Session ID copied').waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), session);
    await choose('Filter current Session ID');
    await page.getByRole('button', { name: `Session ID is ${session}`, exact: true }).waitFor();
    assert.equal(new URL(page.url()).pathname, '/resources');
    await choose('View Session Details');
    await page.getByRole('tab', { name: /Views/, selected: true }).waitFor();
    await page.getByRole('tab', { name: /Errors/ }).click();
    await page.getByRole('link', { name: MESSAGE }).waitFor();
    await page.reload();
    await page.getByRole('tab', { name: /Errors/, selected: true }).waitFor();
  }));

test('the keyboard alone goes from a search to an error, through its menu, into the replay', () =>
  onPage(browser, async (page) => {
    await page.goto(`${origin}/errors?app=${app}`);
    await waitForRows(page, 4);
    await page.keyboard.press('/');
    await page.keyboard.type('cart.html');
    await page.getByRole('option', { name: 'View URL contains cart.html' }).waitFor();
    for (let presses = 0; presses < 10; presses++) {
      if ((await page.locator('[role=option][aria-selected=true]').innerText()).startsWith('View URL')) break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    await waitForRows(page, 3);
    await tabTo(page, hasName, MESSAGE);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: MESSAGE }).waitFor();

    await tabTo(page, hasName, 'More');
    await page.keyboard.press('Enter');
    const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
    assert.equal(await focused(), 'View Session Details');
    await page.keyboard.press('ArrowUp');
    assert.equal(await focused(), 'Copy Session ID');
    await page.keyboard.press('Escape');
    assert.equal(await focused(), 'More');
    await page.getByRole('menu').waitFor({ state: 'hidden' });

    await page.evaluate(() => document.activeElement.blur());
    await tabTo(page, hasName, 'View Replay');
    await page.keyboard.press('Enter');
    await waitForText(page, 'Gift wrap');
    await page.keyboard.press('n');
    await page.locator('.marker.error[aria-current=true]', { hasText: 'Cannot read' }).waitFor();
  }));
