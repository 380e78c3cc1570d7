// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { forAll } from '../../test/property';
import type { Page, SessionSummary } from '../api/types';
import { Feed } from './feed';

const row = (app: string, receivedMs: number) =>
  ({ app, session: `${app}${receivedMs}`, receivedMs }) as SessionSummary;

/** A service with these receive times for each application, two rows a page. */
function service(times: Record<string, number[]>) {
  const asked: string[] = [];
  const fetchPage = async (app: string, cursor: string | null): Promise<Page<SessionSummary>> => {
    const from = Number(cursor ?? 0);
    asked.push(`${app}${from}`);
    const newestFirst = [...times[app]!].sort((a, b) => b - a);
    const next = from + 2 < newestFirst.length ? String(from + 2) : null;
    return {
      items: newestFirst.slice(from, from + 2).map((at) => row(app, at)),
      next,
      complete: true,
      partitions: null,
    };
  };
  const apps = Object.entries(times)
    .map(([app, all]) => ({ app, lastReceivedMs: Math.max(0, ...all) }))
    .sort((a, b) => b.lastReceivedMs - a.lastReceivedMs);
  return { asked, fetchPage, apps };
}

test('sessions of all applications come newest first, each once', async () => {
  const { apps, fetchPage } = service({ a: [9, 7, 1], b: [8, 2], c: [] });
  const feed = new Feed(apps, fetchPage);
  const rows = [...(await feed.next(2)), ...(await feed.next(100))];
  expect(rows.map((one) => one.session)).toEqual(['a9', 'b8', 'a7', 'b2', 'a1']);
  expect(feed.ended).toBe(true);
});

test('an application is asked only when its newest session may be the next', async () => {
  const { apps, asked, fetchPage } = service({ a: [100, 99], b: [50], c: [10] });
  await new Feed(apps, fetchPage).next(1);
  expect(asked).toEqual(['a0']);
});

test('an order of pages that is always that of the whole', async () => {
  const cases: { times: Record<string, number[]>; size: number }[] = [];
  forAll((random) => {
    const times: Record<string, number[]> = {};
    for (const app of ['a', 'b', 'c', 'd'].slice(0, random.whole(0, 4))) {
      times[app] = Array.from({ length: random.whole(0, 7) }, () => random.whole(1, 1000));
    }
    cases.push({ times, size: random.whole(1, 5) });
  }, 100);
  for (const { times, size } of cases) {
    const { apps, fetchPage } = service(times);
    const feed = new Feed(apps, fetchPage);
    const rows: number[] = [];
    while (!feed.ended) rows.push(...(await feed.next(size)).map((one) => one.receivedMs!));
    expect(rows).toEqual(
      Object.values(times)
        .flat()
        .sort((a, b) => b - a),
    );
  }
});

test('after an error the same rows can be asked for again', async () => {
  const { apps, fetchPage } = service({ a: [9, 8, 7], b: [5] });
  let broken = true;
  const feed = new Feed(apps, (app, cursor) =>
    broken && cursor !== null ? Promise.reject(new Error('no')) : fetchPage(app, cursor),
  );
  expect((await feed.next(10)).length).toBe(2);
  await expect(feed.next(10)).rejects.toThrow('no');
  broken = false;
  expect((await feed.next(10)).map((one) => one.session)).toEqual(['a7', 'b5']);
});

test('partitions that did not answer are named', async () => {
  const feed = new Feed([{ app: 'a', lastReceivedMs: 1 }], async () => ({
    items: [row('a', 1)],
    next: null,
    complete: false,
    partitions: { total: 12, answered: 10, stale: 0, missing: [3, 7] },
  }));
  await feed.next(1);
  expect([...feed.missing.values()].flat()).toEqual(['3', '7']);
});

test('a list of which nothing passes is given up in between, and gone on with', async () => {
  let asked = 0;
  const feed = new Feed([{ app: 'a', lastReceivedMs: 1 }], async () => {
    const last = ++asked === 25;
    return { items: last ? [row('a', 1)] : [], next: last ? null : 'on', complete: true, partitions: null };
  });
  expect(await feed.next(50)).toEqual([]);
  expect([asked, feed.ended]).toEqual([10, false]);
  await feed.next(50);
  expect((await feed.next(50)).map((one) => one.session)).toEqual(['a1']);
  expect(feed.ended).toBe(true);
});
