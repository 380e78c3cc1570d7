// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RumItem } from '../api/types';
import type { ItemKind } from '../kinds';
import { PlayLink } from '../lists/cells';
import { listUrl } from '../query/query';
import { momentUrl, sessionUrl } from '../routes';
import { MenuButton } from '../ui/MenuButton';

/** For how long it is said that the id was copied. */
const SAID_MS = 4000;

/** Which session an item comes from, and what one can do with that. */
export function Source({ kind, item }: { kind: ItemKind; item: RumItem }) {
  const { app, session } = item;
  const said = useSignal('');
  useEffect(() => {
    if (said.value === '') return;
    const timer = setTimeout(() => (said.value = ''), SAID_MS);
    return () => clearTimeout(timer);
  }, [said, said.value]);

  const copy = () =>
    void navigator.clipboard.writeText(session).then(
      () => (said.value = 'Session ID copied'),
      () => (said.value = 'The browser did not allow to copy it'),
    );

  return (
    <section class="card source" aria-labelledby="source">
      <h2 id="source">Source</h2>
      <p>
        <span class="muted">Session ID</span>
        <span class="mono id">{session}</span>
      </p>
      <div class="actions">
        <PlayLink href={momentUrl(item, true)} recorded={item.hasReplay !== false} about="from this moment" />
        <MenuButton
          label="More"
          entries={[
            { label: 'View Session Details', href: sessionUrl(app, session) },
            {
              label: 'Filter current Session ID',
              href: listUrl(kind, app, { name: 'session', value: session }),
            },
            { label: 'Copy Session ID', onPress: copy },
          ]}
        />
        <span class="muted" role="status">
          {said.value}
        </span>
      </div>
    </section>
  );
}
