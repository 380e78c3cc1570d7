// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { failureOf, type Failure } from '../api/client';
import { readServerEvents, type ServerEvent } from '../api/serverEvents';

/** Opens the stream of what is new behind an event; null where no more will come. */
export type OpenTail = (
  after: string | null,
  signal: AbortSignal,
) => Promise<ReadableStream<Uint8Array> | null>;

/** Until a stream that has ended is opened again: its instance has stopped, or another one has taken over. */
const REOPEN_MS = 2000;

/** After the first failure in a row; each further one doubles it, up to the longest. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * What is new in a session, until it is over or nothing of it can be had any more. A stream that ends or is refused is
 * opened again behind the last event: an `EventSource` gives up at the first refusal, which is what a service answers
 * that has just come back.
 */
export async function* tailOf(
  open: OpenTail,
  signal: AbortSignal,
  wait: (ms: number, signal: AbortSignal) => Promise<void> = pause,
): AsyncGenerator<ServerEvent> {
  let after: string | null = null;
  let failures = 0;
  while (!signal.aborted) {
    let pauseMs = REOPEN_MS;
    try {
      const stream = await open(after, signal);
      if (stream === null) return;
      failures = 0;
      for await (const event of readServerEvents(stream)) {
        after = event.id ?? after;
        yield event;
        if (event.name === 'end') return;
      }
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (isFinal(failure)) return;
      pauseMs = pauseAfter(failure, failures++);
    }
    if (!signal.aborted) await wait(pauseMs, signal);
  }
}

function isFinal({ kind }: Failure): boolean {
  return kind === 'absent' || kind === 'gone' || kind === 'refused';
}

/** Random, so that the pages which lost an instance do not all come back at once. */
function pauseAfter(failure: Failure, failuresBefore: number): number {
  const longestMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failuresBefore);
  const pauseMs = longestMs * (0.5 + Math.random() / 2);
  return failure.kind === 'restoring' ? Math.max(failure.retryAfterMs, pauseMs) : pauseMs;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
