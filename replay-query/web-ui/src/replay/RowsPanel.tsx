// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useComputed, useSignal, type ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Marker } from '../api/types';
import type { Controller } from '../player/controller';
import { Icon } from '../ui/Icon';
import { countKinds, filterMarkers, hiddenKinds, iconOf } from './markers';
import { MarkerList } from './MarkerList';

/** What happened in the session, in order: filtered by kind and text, following the playhead. */
export function RowsPanel(props: {
  /** What its rows are called. */
  what: string;
  rows: ReadonlySignal<readonly Marker[]>;
  controller: Controller;
  wantedKind: string | null;
  /** Said in place of rows where there are none at all. */
  empty: ComponentChildren;
  /** Said above the rows. */
  note?: ComponentChildren;
}) {
  const { what, rows, controller, wantedKind, empty, note } = props;
  const hidden = useSignal(hiddenKinds(rows.peek(), wantedKind));
  const text = useSignal('');
  const counted = useComputed(() => countKinds(rows.value)).value;
  const shown = useComputed(() => filterMarkers(rows.value, hidden.value, text.value)).value;

  const toggle = (kind: string) => {
    const next = new Set(hidden.peek());
    if (!next.delete(kind)) next.add(kind);
    hidden.value = next;
  };
  const clear = () => {
    text.value = '';
    hidden.value = hiddenKinds(rows.peek(), null);
  };

  return (
    <>
      <div class="panel-head">
        <label class="search">
          <Icon name="search" />
          <span class="visually-hidden">Search {what}</span>
          <input
            type="search"
            placeholder={`Search ${what}`}
            value={text.value}
            onInput={(event) => (text.value = event.currentTarget.value)}
          />
        </label>
        <div class="kinds" role="group" aria-label={`Kinds of ${what}`}>
          {counted.map(({ kind, plural, count }) => (
            <button
              key={kind}
              class={`kind ${kind}`}
              aria-pressed={!hidden.value.has(kind)}
              onClick={() => toggle(kind)}
            >
              <Icon name={iconOf(kind)} />
              {plural} <span class="count">{count}</span>
            </button>
          ))}
        </div>
        {note}
      </div>
      {shown.length > 0 ? (
        <MarkerList
          markers={shown}
          startMs={controller.recording.startMs}
          time={controller.time}
          onJump={(marker) => void controller.jumpTo(marker.atMs, marker.view)}
        />
      ) : (
        <div class="panel-empty">
          {counted.length === 0 ? (
            empty
          ) : (
            <>
              <p>Nothing fits these filters.</p>
              <button onClick={clear}>Clear filters</button>
            </>
          )}
        </div>
      )}
    </>
  );
}
