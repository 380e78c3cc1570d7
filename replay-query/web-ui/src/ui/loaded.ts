// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { failureOf, isAbort, type Failure } from '../api/client';

/** Something that is asked of the service. */
export type Loaded<T> = { is: 'loading' } | { is: 'failed'; failure: Failure } | { is: 'ready'; value: T };

/**
 * Loads once, again when `load` is another, and by itself while the service is restoring.
 *
 * @param load the same function for the same request
 */
export function useLoaded<T>(load: (signal: AbortSignal) => Promise<T>): {
  loaded: Loaded<T>;
  retry: () => void;
} {
  const loaded = useSignal<Loaded<T>>({ is: 'loading' });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      try {
        const value = await load(abort.signal);
        if (!abort.signal.aborted) loaded.value = { is: 'ready', value };
      } catch (thrown) {
        if (abort.signal.aborted || isAbort(thrown)) return;
        const failure = failureOf(thrown);
        loaded.value = { is: 'failed', failure };
        if (failure.kind === 'restoring') timer = setTimeout(() => void ask(), failure.retryAfterMs);
      }
    };
    loaded.value = { is: 'loading' };
    void ask();
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [load, attempt, loaded]);
  return { loaded: loaded.value, retry: () => setAttempt((count) => count + 1) };
}
