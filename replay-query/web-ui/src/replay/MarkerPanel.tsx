// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useComputed, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Timeline } from '../api/types';
import type { Controller } from '../player/controller';
import { Icon } from '../ui/Icon';
import { countKinds, filterMarkers, iconOf, initialKinds } from './markers';
import { MarkerList } from './MarkerList';

/** What happened in the session, in order: filtered by kind and text, following the playhead. */
export function MarkerPanel(props: {
  timeline: Timeline;
  controller: Controller;
  wantedKind: string | null;
}) {
  const { timeline, controller, wantedKind } = props;
  const { markers } = timeline;
  const counted = useMemo(() => countKinds(markers), [markers]);
  const kinds = useSignal(initialKinds(markers, wantedKind));
  const text = useSignal('');
  const rows = useComputed(() => filterMarkers(markers, kinds.value, text.value));

  const toggle = (kind: string) => {
    const next = new Set(kinds.peek());
    if (!next.delete(kind)) next.add(kind);
    kinds.value = next;
  };
  const clear = () => {
    text.value = '';
    kinds.value = initialKinds(markers, null);
  };

  return (
    <aside id="panel" class="panel" aria-label="Session events">
      <div class="panel-head">
        <label class="search">
          <Icon name="search" />
          <span class="visually-hidden">Search events</span>
          <input
            type="search"
            placeholder="Search events"
            value={text.value}
            onInput={(event) => (text.value = event.currentTarget.value)}
          />
        </label>
        <div class="kinds" role="group" aria-label="Kinds of events">
          {counted.map(({ kind, plural, count }) => (
            <button
              key={kind}
              class={`kind ${kind}`}
              aria-pressed={kinds.value.has(kind)}
              onClick={() => toggle(kind)}
            >
              <Icon name={iconOf(kind)} />
              {plural} <span class="count">{count}</span>
            </button>
          ))}
        </div>
      </div>
      {rows.value.length > 0 ? (
        <MarkerList
          markers={rows.value}
          startMs={timeline.startMs ?? 0}
          time={controller.time}
          onJump={(marker) => void controller.jumpTo(marker.atMs, marker.view)}
        />
      ) : (
        <div class="panel-empty">
          <p>{markers.length === 0 ? 'This session has no events.' : 'No event fits these filters.'}</p>
          {markers.length > 0 && <button onClick={clear}>Clear filters</button>}
        </div>
      )}
    </aside>
  );
}
