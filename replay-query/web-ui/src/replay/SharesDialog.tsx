// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal, type Signal } from '@preact/signals';
import { useCallback } from 'preact/hooks';
import { createShare, failureOf, fetchShares, revokeShare } from '../api/client';
import type { SessionSummary, Share } from '../api/types';
import { formatClock, formatDay, formatSpan } from '../format';
import type { Controller } from '../player/controller';
import { FailureMessage } from '../ui/Message';
import { SlideOver } from '../ui/SlideOver';
import { useLoaded } from '../ui/loaded';
import { copyLink } from './ShareNote';
import '../styles/shares.css';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const LIVES = [
  { words: '1 hour', ms: HOUR_MS },
  { words: '1 day', ms: DAY_MS },
  { words: '7 days', ms: 7 * DAY_MS },
  { words: '30 days', ms: 30 * DAY_MS },
] as const;

/** The links that show the session to whoever has one: makes, copies and revokes them. */
export function SharesDialog(props: {
  open: Signal<boolean>;
  summary: SessionSummary;
  controller: Controller;
}) {
  return (
    <SlideOver open={props.open} title="Links to this session">
      <Shares {...props} />
    </SlideOver>
  );
}

function Shares({ summary, controller }: { summary: SessionSummary; controller: Controller }) {
  const { app, session } = summary;
  const { loaded, retry } = useLoaded(
    useCallback((signal) => fetchShares(app, session, signal), [app, session]),
  );
  const said = useSignal('');
  const busy = useSignal(false);
  const nowMs = controller.time.value;
  const startMs = controller.recording.startMs;

  const change = async (asked: () => Promise<string>) => {
    busy.value = true;
    try {
      said.value = await asked();
      retry();
    } catch (thrown) {
      const failure = failureOf(thrown);
      said.value = 'detail' in failure && failure.detail ? failure.detail : 'That did not work. Try again.';
    } finally {
      busy.value = false;
    }
  };
  const copy = async (share: Share) =>
    (await copyLink(addressOf(share))).copied ? 'Link copied' : 'The browser did not allow to copy it';
  const create = (form: FormData) =>
    change(async () => {
      const made = await createShare(app, session, {
        atMs: form.get('from') === 'moment' ? Math.floor(nowMs) : null,
        expiresInMs: Number(form.get('life')),
      });
      return copy(made);
    });

  return (
    <div class="shares">
      <p class="muted">Whoever has such a link sees this session and nothing else.</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create(new FormData(event.currentTarget));
        }}
      >
        <label>
          It begins
          <select name="from">
            <option value="moment">at this moment ({formatSpan(nowMs - startMs)})</option>
            <option value="start">at the beginning</option>
          </select>
        </label>
        <label>
          It holds for
          <select name="life" value={7 * DAY_MS}>
            {LIVES.map(({ words, ms }) => (
              <option key={ms} value={ms}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <button class="primary" disabled={busy.value}>
          Create and copy link
        </button>
      </form>
      <p class="said" role="status">
        {said.value}
      </p>
      <h3>Links that hold</h3>
      {loaded.is === 'loading' ? (
        <p role="status" aria-busy="true">
          <i class="spinner" /> Loading
        </p>
      ) : loaded.is === 'failed' ? (
        <FailureMessage failure={loaded.failure} what="list of links" onRetry={retry} />
      ) : loaded.value.items.length === 0 ? (
        <p class="muted">There is none.</p>
      ) : (
        <ul>
          {loaded.value.items.map((share) => (
            <li key={share.id}>
              <span>
                From {share.atMs === null ? 'the beginning' : formatSpan(share.atMs - startMs)}
                <span class="muted">
                  until {formatDay(share.expiresMs)} {formatClock(share.expiresMs)}
                </span>
              </span>
              <button onClick={() => void copy(share).then((words) => (said.value = words))}>Copy</button>
              <button
                disabled={busy.value}
                onClick={() =>
                  void change(() => revokeShare(app, session, share.id).then(() => 'Link revoked'))
                }
              >
                Revoke
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Where this browser reaches the service, which may be by another name than the service has for itself. */
function addressOf(share: Share): string {
  return new URL(new URL(share.url).pathname, location.href).href;
}
