// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

// Sessions that a test records itself, uploaded as an rrweb client does. PLAYHEAD_GATEWAY names the gateway.
import assert from 'node:assert/strict';
import { origin, waitUntil } from './installation.mjs';

const gateway = new URL(process.env.PLAYHEAD_GATEWAY ?? 'http://127.0.0.1:8400').origin;

/** The node in the page of {@link page} whose text {@link changes} changes, and the one that holds it. */
const TEXT = 4;
const BODY = 3;

/** A session of one user, whose events have times in milliseconds from its start. */
export class Upload {
  #seq = 0;

  constructor(app, startMs, session = `s-${startMs}`) {
    Object.assign(this, { app, session, startMs });
    this.api = `${origin}/api/v1/apps/${app}/sessions/${session}`;
    this.replay = `${origin}/apps/${app}/sessions/${session}/replay`;
  }

  /** Uploads events of one page and waits until the session has them. */
  async record(events, { view = 'home' } = {}) {
    await this.send(events, { view });
    const endMs = this.startMs + Math.max(...events.map(({ afterMs }) => afterMs));
    await waitUntil(async () => {
      const response = await fetch(`${this.api}/timeline`);
      if (response.status !== 200) return false;
      const { views } = await response.json();
      return views.some((lane) => lane.id === view && lane.endMs >= endMs);
    }, 'what was uploaded does not come');
  }

  /** Uploads events of one page as the batch with a number, which is the next one unless given. */
  async send(events, { view = 'home', seq = this.#seq++ } = {}) {
    const answer = await fetch(`${gateway}/rrweb/v1/batch`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        appId: this.app,
        sessionId: this.session,
        pageId: view,
        seq,
        events: events.map(({ afterMs, ...event }) => ({ ...event, timestamp: this.startMs + afterMs })),
      }),
    });
    assert.equal(answer.status, 202);
  }

  /** Leaves a batch out, whose number is returned: it may be sent later. */
  lose() {
    return this.#seq++;
  }
}

/** Sends the errors with the numbers from `from` to before `to`, as Datadog's SDK does, all of one session. */
export async function sendErrorsOf(app, from, to) {
  const errors = Array.from({ length: to - from }, (_, place) => ({
    type: 'error',
    date: Date.now(),
    application: { id: app },
    session: { id: `s-${app}`, type: 'user' },
    view: { id: 'home', url: 'https://shop.example/' },
    error: { id: `e-${from + place}`, message: `Error ${from + place}`, source: 'console' },
  }));
  const answer = await fetch(`${gateway}/api/v2/rum?ddsource=browser`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain' },
    body: errors.map((error) => JSON.stringify(error)).join('\n'),
  });
  assert.equal(answer.status, 202);
}

/** The first event of a page: its address and size. */
export function visits(afterMs, href = 'https://shop.example/') {
  return { type: 4, afterMs, data: { href, width: 800, height: 600 } };
}

/** A full snapshot of a page that holds one text. */
export function page(afterMs, text) {
  const element = (id, tagName, childNodes) => ({ type: 2, id, tagName, attributes: {}, childNodes });
  const body = element(BODY, 'body', [{ type: 3, id: TEXT, textContent: text }]);
  return {
    type: 2,
    afterMs,
    data: {
      initialOffset: { left: 0, top: 0 },
      node: { type: 0, id: 1, childNodes: [element(2, 'html', [body])] },
    },
  };
}

/** The user moves the mouse. */
export function moves(afterMs) {
  return { type: 3, afterMs, data: { source: 1, positions: [{ x: 5, y: 5, id: BODY, timeOffset: 0 }] } };
}

/** The user clicks. */
export function clicks(afterMs) {
  return { type: 3, afterMs, data: { source: 2, type: 2, id: BODY, x: 5, y: 5 } };
}

/** The page changes its text. */
export function changes(afterMs, value) {
  return mutates(afterMs, { texts: [{ id: TEXT, value }] });
}

/** The page changes by itself, as an rrweb mutation says it. */
export function mutates(afterMs, changed) {
  return {
    type: 3,
    afterMs,
    data: { source: 0, texts: [], attributes: [], removes: [], adds: [], ...changed },
  };
}

/** The page writes to its console, as rrweb's plugin records it. */
export function logs(afterMs, words) {
  return {
    type: 6,
    afterMs,
    data: {
      plugin: 'rrweb/console@1',
      payload: { level: 'info', trace: [], payload: [JSON.stringify(words)] },
    },
  };
}
