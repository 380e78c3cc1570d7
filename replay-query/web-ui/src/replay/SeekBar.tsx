// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal, useSignalEffect, type Signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Marker, Timeline } from '../api/types';
import { formatClock, formatSpan, spokenSpan } from '../format';
import type { Controller } from '../player/controller';
import { gapAt, type Gap } from '../player/gaps';
import { scaleOf, type Scale } from '../player/scale';
import { Icon } from '../ui/Icon';
import { holesOf } from './holes';
import { iconOf, labelOf, ticksOf } from './markers';

/** Width of one column of ticks in pixels. */
const COLUMN_PX = 4;

/** How often the value for assistive technology follows while it plays. */
const SPOKEN_EVERY_MS = 250;

const HINT_MARKERS = 3;

/** Seconds of the keys that a slider has besides those of the whole page. */
const KEY_STEPS: Record<string, number> = { ArrowUp: 5, ArrowDown: -5, PageUp: 60, PageDown: -60 };

/** The one slider of the page: time, gaps, holes and markers of the session, and the way to go anywhere in it. */
export function SeekBar({ controller, timeline }: { controller: Controller; timeline: Timeline }) {
  const { startMs, endMs } = controller.recording;
  const gaps = controller.gaps.value;
  const folded = controller.skipInactive.value;
  const scale = useMemo(() => scaleOf(startMs, endMs, gaps, folded), [startMs, endMs, gaps, folded]);
  const bar = useRef<HTMLDivElement>(null);
  const width = useSignal(800);
  const pointed = useSignal<number | null>(null);
  const seek = useSeek(controller);

  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => (width.value = entry!.contentRect.width));
    observer.observe(bar.current!);
    return () => observer.disconnect();
  }, [width]);

  useThumb(bar, controller, scale);

  const timeUnder = (event: PointerEvent) => {
    const box = bar.current!.getBoundingClientRect();
    return scale.timeAt(Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)));
  };

  return (
    <div
      class="seek"
      ref={bar}
      role="slider"
      tabIndex={0}
      aria-label="Seek"
      aria-valuemin={0}
      aria-valuemax={(endMs - startMs) / 1000}
      onKeyDown={(event) => {
        const seconds = KEY_STEPS[event.key];
        if (seconds === undefined) return;
        event.preventDefault();
        void controller.seek(controller.time.peek() + seconds * 1000);
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seek(timeUnder(event));
      }}
      onPointerMove={(event) => {
        pointed.value = timeUnder(event);
        if (event.buttons & 1) seek(pointed.value);
      }}
      onPointerLeave={() => (pointed.value = null)}
    >
      <Ticks markers={timeline.markers} scale={scale} width={width} />
      <div class="track">
        <Spans scale={scale} gaps={gaps} timeline={timeline} />
        <i class="played" />
      </div>
      <i class="thumb" />
      <Hint pointed={pointed} scale={scale} gaps={gaps} timeline={timeline} startMs={startMs} />
    </div>
  );
}

/** Seeks once a frame at most: of a drag's many positions the last one counts. */
function useSeek(controller: Controller): (atMs: number) => void {
  const next = useRef<number | null>(null);
  return (atMs) => {
    const scheduled = next.current !== null;
    next.current = atMs;
    if (scheduled) return;
    requestAnimationFrame(() => {
      const target = next.current!;
      next.current = null;
      void controller.seek(target);
    });
  };
}

/** Moves the thumb with the time, past the rendering of components. */
function useThumb(bar: { current: HTMLDivElement | null }, controller: Controller, scale: Scale): void {
  const { startMs, endMs } = controller.recording;
  const spokenAt = useRef(0);
  const show = () => {
    const element = bar.current;
    if (!element) return;
    const atMs = controller.time.value;
    const moving = controller.phase.value === 'playing';
    element.style.setProperty('--at', `${scale.fractionOf(atMs) * 100}%`);
    const now = performance.now();
    if (moving && now - spokenAt.current < SPOKEN_EVERY_MS) return;
    spokenAt.current = now;
    element.setAttribute('aria-valuenow', ((atMs - startMs) / 1000).toFixed(3));
    const words = `${spokenSpan(atMs - startMs)} of ${spokenSpan(endMs - startMs)}`;
    const gap = gapAt(controller.gaps.value, atMs);
    element.setAttribute('aria-valuetext', gap === null ? words : `${words}, inactive`);
  };
  useSignalEffect(show);
  // The scale changes without the time doing so.
  useEffect(show, [scale]);
}

function Spans(props: { scale: Scale; gaps: readonly Gap[]; timeline: Timeline }) {
  const { scale, gaps, timeline } = props;
  const place = (fromMs: number, toMs: number) => {
    const from = scale.fractionOf(fromMs);
    return { left: `${from * 100}%`, width: `${(scale.fractionOf(toMs) - from) * 100}%` };
  };
  return (
    <>
      {gaps.map((gap) => (
        <i key={`gap ${gap.startMs}`} class="gap" style={place(gap.startMs, gap.endMs)} />
      ))}
      {holesOf(timeline).map((hole, index) => (
        <i
          key={`hole ${index}`}
          class={hole.playable ? 'hole' : 'hole stops'}
          style={place(hole.startMs, hole.endMs)}
        />
      ))}
    </>
  );
}

function Ticks({
  markers,
  scale,
  width,
}: {
  markers: readonly Marker[];
  scale: Scale;
  width: Signal<number>;
}) {
  const columns = Math.max(1, Math.floor(width.value / COLUMN_PX));
  const ticks = useMemo(() => ticksOf(markers, scale.fractionOf, columns), [markers, scale, columns]);
  return (
    <div class="ticks" aria-hidden="true">
      {ticks.map((tick) => (
        <i
          key={tick.column}
          class={tick.kind}
          style={{ left: `${((tick.column + 0.5) / columns) * 100}%` }}
        />
      ))}
    </div>
  );
}

/** What is under the pointer. */
function Hint(props: {
  pointed: Signal<number | null>;
  scale: Scale;
  gaps: readonly Gap[];
  timeline: Timeline;
  startMs: number;
}) {
  const { pointed, scale, gaps, timeline, startMs } = props;
  const atMs = pointed.value;
  if (atMs === null) return null;
  const fraction = scale.fractionOf(atMs);
  const gap = gapAt(gaps, atMs);
  const hole = holesOf(timeline).find((part) => part.startMs <= atMs && atMs < part.endMs);
  const near = timeline.markers.filter(
    (marker) => marker.kind !== 'resource' && Math.abs(scale.fractionOf(marker.atMs) - fraction) < 0.006,
  );
  const first = [...near]
    .sort((a, b) => Number(b.kind === 'error') - Number(a.kind === 'error'))
    .slice(0, HINT_MARKERS);
  return (
    <div
      class="hint"
      aria-hidden="true"
      style={{ left: `clamp(90px, ${fraction * 100}%, calc(100% - 90px))` }}
    >
      <p class="hint-time">
        {formatSpan(atMs - startMs)} <span>{formatClock(atMs)}</span>
      </p>
      {gap && <p>Inactive for {formatSpan(gap.endMs - gap.startMs)}</p>}
      {hole && <p>{hole.playable ? 'Data is missing here' : 'Cannot be shown here'}</p>}
      {first.map((marker) => (
        <p key={`${marker.kind} ${marker.id}`} class={marker.kind}>
          <Icon name={iconOf(marker.kind)} /> {labelOf(marker)}
        </p>
      ))}
      {near.length > first.length && <p>and {near.length - first.length} more</p>}
    </div>
  );
}
