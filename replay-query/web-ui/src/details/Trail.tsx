// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import type { Marker, RumItem } from '../api/types';
import { itemKindOf } from '../kinds';
import { iconOf, kindWord, labelOf } from '../replay/markers';
import { itemUrl, replayUrl } from '../routes';
import { Icon } from '../ui/Icon';
import { offsetOf } from './moments';

/** Rows before all are asked for. */
const FIRST = 50;

/** Markers around an item, each with how long before or after it, leading to its details and its frame. */
export function Trail({ item, markers, none }: { item: RumItem; markers: readonly Marker[]; none: string }) {
  const all = useSignal(false);
  if (markers.length === 0) return <p class="muted">{none}</p>;
  const shown = all.value ? markers : markers.slice(0, FIRST);
  return (
    <>
      <ol class="trail">
        {shown.map((marker) => (
          <li key={`${marker.kind} ${marker.id}`} class={marker.kind}>
            <Step item={item} marker={marker} />
          </li>
        ))}
      </ol>
      {shown.length < markers.length && (
        <button class="quiet" onClick={() => (all.value = true)}>
          Show all {markers.length}
        </button>
      )}
    </>
  );
}

function Step({ item: { app, session, atMs }, marker }: { item: RumItem; marker: Marker }) {
  const kind = itemKindOf(marker.kind);
  const label = labelOf(marker);
  return (
    <>
      <span class="offset">{offsetOf(marker.atMs, atMs)}</span>
      <Icon name={iconOf(marker.kind)} />
      <span class="what">
        <span class="muted">{kindWord(marker.kind)}</span>{' '}
        {label === kindWord(marker.kind) ? null : kind === null ? (
          label
        ) : (
          <a href={itemUrl(app, session, kind, marker.id)}>{label}</a>
        )}
      </span>
      <a
        class="quiet-play"
        href={replayUrl({ app, session }, { atMs: marker.atMs, view: marker.view })}
        aria-label={`Show the moment of ${label}`}
        title="Show this moment in the replay"
      >
        <Icon name="play" />
      </a>
    </>
  );
}
