// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { lengthOf } from '../query/words';
import { rememberedThreshold, rememberThreshold, THRESHOLDS } from './threshold';

/** How long a pause has to be for it to be skipped; where such pauses are, the service says when it is asked again. */
export function ThresholdChoice({ refresh }: { refresh: () => Promise<boolean> }) {
  const chosen = useSignal(rememberedThreshold());

  const choose = async (threshold: number) => {
    const before = rememberedThreshold();
    chosen.value = threshold;
    rememberThreshold(threshold);
    if ((await refresh()) || chosen.peek() !== threshold) return;
    chosen.value = before;
    rememberThreshold(before);
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
