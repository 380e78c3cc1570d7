// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { failureOf, fetchSession, fetchTimeline, isAbort, type Failure } from '../api/client';
import type { SessionSummary, Timeline } from '../api/types';
import type { Route } from '../routes';
import { AppHeader } from '../ui/AppHeader';
import { FailureMessage } from '../ui/Message';
import { toldOnce } from './markers';
import { ReplayView } from './ReplayView';
import '../styles/replay.css';

export type ReplayRoute = Extract<Route, { page: 'replay' }>;

type State =
  | { is: 'loading' }
  | { is: 'failed'; failure: Failure }
  | { is: 'ready'; summary: SessionSummary; timeline: Timeline };

/** Loads what the replay of a session needs before its first frame. */
export function ReplayPage({ route }: { route: ReplayRoute }) {
  const state = useSignal<State>({ is: 'loading' });
  const retryTimer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const load = useCallback(
    async (signal: AbortSignal) => {
      try {
        const [summary, timeline] = await Promise.all([
          fetchSession(route.app, route.session, signal),
          fetchTimeline(route.app, route.session, signal),
        ]);
        const markers = toldOnce(timeline.markers);
        state.value = { is: 'ready', summary, timeline: { ...timeline, markers } };
      } catch (thrown) {
        if (isAbort(thrown)) return;
        const failure = failureOf(thrown);
        state.value = { is: 'failed', failure };
        if (failure.kind === 'restoring')
          retryTimer.current = setTimeout(() => void load(signal), failure.retryAfterMs);
      }
    },
    [route, state],
  );

  useEffect(() => {
    document.title = 'Replay · Playhead';
    const abort = new AbortController();
    void load(abort.signal);
    return () => {
      clearTimeout(retryTimer.current);
      abort.abort();
    };
  }, [load]);

  const now = state.value;
  if (now.is === 'ready') return <ReplayView route={route} summary={now.summary} timeline={now.timeline} />;
  return (
    <div class="page">
      <AppHeader />
      <main>
        <h1 class="visually-hidden">Replay</h1>
        {now.is === 'loading' ? (
          <ReplaySkeleton />
        ) : (
          <FailureMessage
            failure={now.failure}
            what="session"
            onRetry={() => {
              state.value = { is: 'loading' };
              void load(new AbortController().signal);
            }}
          />
        )}
      </main>
    </div>
  );
}

function ReplaySkeleton() {
  return (
    <div class="replay-skeleton" role="status" aria-busy="true" aria-label="Loading the session">
      <div class="skeleton-panel">
        {Array.from({ length: 9 }, (_, row) => (
          <i key={row} />
        ))}
      </div>
      <div class="skeleton-stage" />
    </div>
  );
}
