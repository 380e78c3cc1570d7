// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

export interface Shared {
  url: string;
  /** False where the browser refused the clipboard: then the link is shown, to be copied by hand. */
  copied: boolean;
}

/** Copies a link as far as the browser lets us. */
export async function copyLink(url: string): Promise<Shared> {
  const copied = await navigator.clipboard.writeText(url).then(
    () => true,
    () => false,
  );
  return { url, copied };
}

const NOTE_MS = 4000;

/** Says that a link was copied, or shows it. */
export function ShareNote({ shared }: { shared: Signal<Shared | null> }) {
  const now = shared.value;
  useEffect(() => {
    if (!now?.copied) return;
    const timer = setTimeout(() => (shared.value = null), NOTE_MS);
    return () => clearTimeout(timer);
  }, [now, shared]);
  return (
    <div class="note-place" role="status">
      {now && (
        <div class="note">
          {now.copied ? (
            'Link to this moment copied'
          ) : (
            <>
              <label>
                Link to this moment
                <input readOnly value={now.url} onFocus={(event) => event.currentTarget.select()} />
              </label>
              <button onClick={() => (shared.value = null)}>Close</button>
            </>
          )}
        </div>
      )}
    </div>
  );
}
