// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { fetchTimeline, isAbort } from '../api/client';
import type { Timeline } from '../api/types';
import type { Controller } from '../player/controller';
import { lengthOf } from '../query/words';
import { rememberedThreshold, rememberThreshold, THRESHOLDS } from './threshold';

/** How long a pause has to be for it to be skipped; where such pauses are, the service says. */
export function ThresholdChoice({ controller, timeline }: { controller: Controller; timeline: Timeline }) {
  const { app, session } = timeline;
  const chosen = useSignal(rememberedThreshold());
  const abort = useRef(new AbortController());
  useEffect(() => () => abort.current.abort(), []);

  const choose = async (threshold: number) => {
    abort.current.abort();
    abort.current = new AbortController();
    chosen.value = threshold;
    try {
      const { inactivity } = await fetchTimeline(app, session, abort.current.signal, threshold);
      controller.setGaps(inactivity);
      rememberThreshold(threshold);
    } catch (thrown) {
      // What is shown is still that of before.
      if (!isAbort(thrown)) chosen.value = rememberedThreshold();
    }
  };

  return (
    <select
      aria-label="Pauses that are skipped"
      title="Pauses that are skipped"
      value={chosen.value}
      onChange={(event) => void choose(Number(event.currentTarget.value))}
    >
      {THRESHOLDS.map((threshold) => (
        <option key={threshold} value={threshold}>
          over {lengthOf(String(threshold))}
        </option>
      ))}
    </select>
  );
}
