// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { Signal } from '@preact/signals';
import { SlideOver } from '../ui/SlideOver';
import { rememberLetters } from './letters';

const KEYS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['Space', 'K'], 'Play or pause'],
  [['←', '→'], '5 seconds back or on'],
  [['J', 'L'], '10 seconds back or on'],
  [['Home', 'End'], 'To the start or the end'],
  [['N', 'Shift+N'], 'To the next error or the one before'],
  [['[', ']'], 'To the page before or the next one'],
  [['<', '>'], 'Slower or faster'],
  [['I'], 'Skip pauses, or play them'],
  [['F'], 'Full screen'],
  [['P'], 'Show or hide the panel'],
  [['D'], 'What is known of the session'],
  [['S'], 'Copy a link to this moment'],
  [['?'], 'These keys'],
];

/** What the keys of the replay do, and whether those do that type a character. */
export function KeysDialog({ open, letters }: { open: Signal<boolean>; letters: Signal<boolean> }) {
  const choose = (work: boolean) => {
    letters.value = work;
    rememberLetters(work);
  };
  return (
    <SlideOver open={open} title="Keys">
      <dl class="keys">
        {KEYS.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label class="switch">
        <input
          type="checkbox"
          role="switch"
          checked={letters.value}
          onChange={(event) => choose(event.currentTarget.checked)}
        />
        Keys that type a character
      </label>
      <p class="muted">Without them, Space, the arrows, Home and End still work.</p>
    </SlideOver>
  );
}
