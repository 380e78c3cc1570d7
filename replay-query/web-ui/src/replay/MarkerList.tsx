// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useComputed, useSignal, type ReadonlySignal } from '@preact/signals';
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Marker } from '../api/types';
import { formatSpan } from '../format';
import { Icon } from '../ui/Icon';
import { iconOf, indexAt, kindWord, labelOf } from './markers';
import { scrollFor } from './scroll';

const ROW_PX = 32;

/** For how long the list stays where the reader has scrolled it before it follows the playhead again. */
const READING_MS = 5000;

/** Markers as rows, of which only those in sight exist. The row of the playhead is the current one. */
export function MarkerList(props: {
  markers: readonly Marker[];
  startMs: number;
  time: ReadonlySignal<number>;
  onJump: (marker: Marker) => void;
}) {
  const { markers, startMs, time, onJump } = props;
  const frame = useRef<HTMLDivElement>(null);
  const readUntil = useRef(0);
  const virtualizer = useVirtualizer(frame, markers.length);
  const changed = useSignal(markers);
  if (changed.peek() !== markers) changed.value = markers;
  const current = useComputed(() => indexAt(changed.value, time.value)).value;

  useEffect(() => {
    const list = frame.current!;
    if (current >= 0 && performance.now() > readUntil.current)
      list.scrollTop = scrollFor(current, ROW_PX, list.scrollTop, list.clientHeight);
  }, [current, markers]);

  const reading = () => (readUntil.current = performance.now() + READING_MS);
  const rows = virtualizer.getVirtualItems();
  // One stop for the Tab key in thousands of rows; from there the arrow keys lead on.
  const stop = Math.min(Math.max(current, rows[0]?.index ?? 0), rows.at(-1)?.index ?? 0);
  const walk = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    reading();
    const row = (event.target as HTMLElement).closest('li');
    const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
    next?.querySelector('button')?.focus();
  };
  return (
    <div class="marker-frame" ref={frame} onWheel={reading} onTouchMove={reading} onKeyDown={walk}>
      <ol style={{ height: `${virtualizer.getTotalSize()}px` }}>
        {rows.map((item) => {
          const marker = markers[item.index];
          if (!marker) return null;
          return (
            <li
              key={`${marker.kind} ${marker.id}`}
              aria-setsize={markers.length}
              aria-posinset={item.index + 1}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <button
                class={`marker ${marker.kind}${item.index > current ? ' ahead' : ''}`}
                aria-current={item.index === current ? 'true' : undefined}
                tabIndex={item.index === stop ? 0 : -1}
                data-at={marker.atMs}
                title={labelOf(marker)}
                onClick={() => onJump(marker)}
              >
                <Icon name={iconOf(marker.kind)} />
                <span class="visually-hidden">{kindWord(marker.kind)}:</span>
                <span class="label">{labelOf(marker)}</span>
                <time>{formatSpan(marker.atMs - startMs)}</time>
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function useVirtualizer(
  frame: { current: HTMLDivElement | null },
  count: number,
): Virtualizer<HTMLDivElement, HTMLLIElement> {
  const redraw = useSignal(0);
  // Reading it makes the component follow the virtualizer.
  void redraw.value;
  const options: VirtualizerOptions<HTMLDivElement, HTMLLIElement> = {
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => void redraw.value++,
  };
  const virtualizer = useRef<Virtualizer<HTMLDivElement, HTMLLIElement>>(undefined);
  virtualizer.current ??= new Virtualizer(options);
  virtualizer.current.setOptions(options);
  useLayoutEffect(() => virtualizer.current!._didMount(), []);
  useLayoutEffect(() => virtualizer.current!._willUpdate());
  return virtualizer.current;
}
