// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { failureOf, isAbort, type Failure } from '../api/client';
import type { SessionSummary, Timeline } from '../api/types';
import type { ReplayRoute } from '../routes';
import { AppHeader } from '../ui/AppHeader';
import { FailureMessage } from '../ui/Message';
import { fetchFacts, type ReplayFacts } from './facts';
import { withEachToldOnce } from './markers';
import { ReplayView } from './ReplayView';
import '../styles/replay.css';

type State =
  | { is: 'loading' }
  | { is: 'failed'; failure: Failure }
  | { is: 'ready'; summary: SessionSummary; timeline: Timeline };

/** Shows the replay of a session once the facts about it are there; `facts` are already on their way. */
export function ReplayPage({ route, facts }: { route: ReplayRoute; facts: Promise<ReplayFacts> }) {
  const state = useSignal<State>({ is: 'loading' });
  const retryTimer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const load = useCallback(
    async (signal: AbortSignal, asked?: Promise<ReplayFacts>) => {
      try {
        const [summary, timeline] = await (asked ?? fetchFacts(route, signal));
        if (signal.aborted) return;
        state.value = { is: 'ready', summary, timeline: withEachToldOnce(timeline) };
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
    void load(abort.signal, facts);
    return () => {
      clearTimeout(retryTimer.current);
      abort.abort();
    };
  }, [load, facts]);

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
