// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fetchTimeline, launchBrowser, onPage, openReplay, origin, recordings } from './installation.mjs';

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

let browser;
before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

/** The rules that the page breaks, each with where. What was recorded inside the frame is not ours to judge. */
async function findViolations(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { iframes: false }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
}

for (const colorScheme of ['light', 'dark']) {
  describe(`in ${colorScheme} colours no rule of accessibility is broken`, () => {
    const onColouredPage = (look) =>
      onPage(
        browser,
        async (page) => {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await look(page);
          assert.deepEqual(await findViolations(page), []);
        },
        { refusals: true },
      );

    test('on the list', () =>
      onColouredPage(async (page) => {
        await page.goto(`${origin}/sessions`);
        await page.locator(`tr[data-session="${recordings[0].session}"]`).waitFor();
      }));

    for (const kind of ['views', 'errors', 'resources', 'actions', 'long-tasks']) {
      test(`on the list of ${kind} and the details of one`, () =>
        onColouredPage(async (page) => {
          const list = `${origin}/${kind}?app=${recordings[0].app}`;
          await page.goto(`${list}&browser=Chrome&os=!Windows`);
          await page.locator('a.details').first().waitFor();
          assert.deepEqual(await findViolations(page), []);
          await page.locator('a.details').first().click();
          await page.locator('#happened ~ :is(.trail, .muted)').waitFor();
          await page.getByRole('button', { name: 'More' }).click();
          await page.getByRole('menu').waitFor();
        }));
    }

    test('on a list in which nothing is found', () =>
      onColouredPage(async (page) => {
        await page.goto(`${origin}/sessions?user=nobody`);
        await page.getByText('No sessions fit these filters').waitFor();
      }));

    test('on the details of a session', () =>
      onColouredPage(async (page) => {
        const { app, session } = recordings[0];
        await page.goto(`${origin}/apps/${app}/sessions/${session}`);
        await page.locator('.strip').waitFor();
        await page.locator('a.details').first().waitFor();
      }));

    test('on the replay page, at an error', () =>
      onColouredPage(async (page) => {
        const { markers } = await fetchTimeline(recordings[0]);
        const error = markers.find(({ kind }) => kind === 'error');
        await openReplay(page, recordings[0], error.atMs);
        await page.locator('.marker.error[aria-current=true]').waitFor();
        assert.deepEqual(await findViolations(page), []);
        await page.getByRole('button', { name: 'View details' }).click();
        await page.getByRole('dialog').waitFor();
      }));

    for (const tab of ['Console', 'Network']) {
      test(`on the replay page, with the ${tab.toLowerCase()} in the panel`, () =>
        onColouredPage(async (page) => {
          await openReplay(page, recordings[0], (await fetchTimeline(recordings[0])).startMs + 5000);
          await page.getByRole('tab', { name: tab }).click();
          await page.locator('#panel .marker').first().waitFor();
        }));
    }

    test('on the replay page, in the dialogs of keys and of links', () =>
      onColouredPage(async (page) => {
        await openReplay(page, recordings[0], (await fetchTimeline(recordings[0])).startMs);
        await page.getByRole('button', { name: 'Keys' }).click();
        await page.getByRole('dialog', { name: 'Keys' }).waitFor();
        assert.deepEqual(await findViolations(page), []);
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'More ways to share' }).click();
        await page.getByRole('menuitem', { name: 'Links that expire…' }).click();
        await page.getByRole('dialog').getByLabel('It holds for').waitFor();
      }));

    test('on a replay of which a part fails, and one whose service is restoring', () =>
      onColouredPage(async (page) => {
        await page.route('**/events?*', (route) => route.fulfill({ status: 500 }));
        const { app, session } = recordings[0];
        const replay = `${origin}/apps/${app}/sessions/${session}/replay`;
        await page.goto(replay);
        await page.getByRole('alert').getByRole('button', { name: 'Retry' }).waitFor();
        assert.deepEqual(await findViolations(page), []);
        await page.route('**/timeline?*', (route) =>
          route.fulfill({ status: 503, json: { status: 'restoring', progress: 0.5 } }),
        );
        await page.goto(replay);
        await page.getByText('The service is restoring its index').waitFor();
      }));

    test('on the health of the installation', () =>
      onColouredPage(async (page) => {
        await page.goto(`${origin}/health`);
        await page.getByText('playhead.segments.v1').waitFor();
      }));

    test('on a page that does not exist', () =>
      onColouredPage(async (page) => {
        await page.goto(`${origin}/apps/nowhere`);
        await page.getByText('There is no such page').waitFor();
      }));
  });
}
