// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Timeline } from '../api/types';
import { formatClock, formatSpan, pathOf } from '../format';
import { scaleOf, type Scale } from '../player/scale';
import { holesOf } from '../replay/holes';
import { ticksOf } from '../replay/markers';
import { reasonInWords } from '../replay/reasons';
import { itemUrl, replayUrl } from '../routes';
import { rowsOf } from './lanes';

/** Columns in which ticks are told apart. */
const COLUMNS = 400;

/**
 * A session on one line: its views, its markers, where nobody did anything and where data is missing. Pauses are
 * folded, as on the bar of the replay; a press opens the replay there.
 */
export function Strip({ timeline }: { timeline: Timeline }) {
  const { app, session, startMs, endMs } = timeline;
  const scale = useMemo(
    () => (startMs === null || endMs === null ? null : scaleOf(startMs, endMs, timeline.inactivity, true)),
    [timeline, startMs, endMs],
  );
  if (scale === null || startMs === null || endMs === null) return <p class="muted">It has no time yet.</p>;
  return (
    <div class="strip">
      <Views timeline={timeline} scale={scale} />
      <Track
        timeline={timeline}
        scale={scale}
        href={(atMs) => replayUrl({ app, session }, { atMs, view: null })}
      />
      <p class="strip-ends muted">
        <span>
          0:00 <span class="clock">{formatClock(startMs)}</span>
        </span>
        <Legend timeline={timeline} />
        <span>
          {formatSpan(endMs - startMs)} <span class="clock">{formatClock(endMs)}</span>
        </span>
      </p>
      <Absences timeline={timeline} />
    </div>
  );
}

function placed(scale: Scale, fromMs: number, toMs: number) {
  const from = scale.fractionOf(fromMs);
  return { left: `${from * 100}%`, width: `${(scale.fractionOf(toMs) - from) * 100}%` };
}

function Views({ timeline, scale }: { timeline: Timeline; scale: Scale }) {
  const { app, session, views } = timeline;
  const rows = useMemo(() => rowsOf(views), [views]);
  return (
    <div class="strip-views">
      {rows.map((row, index) => (
        <div key={index} class="strip-row">
          {row.map((view) => {
            const label = view.name ?? (view.url === null ? view.id : pathOf(view.url));
            const length = formatSpan(view.endMs - view.startMs);
            return (
              <a
                key={view.id}
                href={itemUrl(app, session, 'views', view.id)}
                style={placed(scale, view.startMs, view.endMs)}
                title={`${label}, ${length}`}
                aria-label={`View ${label}, ${length}`}
              >
                {label}
              </a>
            );
          })}
        </div>
      ))}
    </div>
  );
}

function Track(props: { timeline: Timeline; scale: Scale; href: (atMs: number) => string }) {
  const { timeline, scale, href } = props;
  const pointed = useSignal<number | null>(null);
  const ticks = useMemo(() => ticksOf(timeline.markers, scale.fractionOf, COLUMNS), [timeline, scale]);
  const startMs = timeline.startMs ?? 0;
  const atMs = pointed.value;
  return (
    <a
      class="strip-track"
      href={href(atMs ?? startMs)}
      // For the pointer; views, markers and the replay itself are there for everybody.
      aria-hidden="true"
      tabIndex={-1}
      onPointerMove={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        pointed.value = scale.timeAt((event.clientX - box.left) / box.width);
      }}
      onPointerLeave={() => (pointed.value = null)}
    >
      {timeline.inactivity.map((gap) => (
        <i key={`gap ${gap.startMs}`} class="gap" style={placed(scale, gap.startMs, gap.endMs)} />
      ))}
      {holesOf(timeline).map((hole, index) => (
        <i
          key={`hole ${index}`}
          class={hole.playable ? 'hole' : 'hole stops'}
          style={placed(scale, hole.startMs, hole.endMs)}
        />
      ))}
      {ticks.map(({ column, kind }) => (
        <i
          key={`tick ${column}`}
          class={`tick ${kind}`}
          style={{ left: `${((column + 0.5) / COLUMNS) * 100}%` }}
        />
      ))}
      {atMs !== null && (
        <span
          class="strip-hint"
          style={{ left: `clamp(60px, ${scale.fractionOf(atMs) * 100}%, calc(100% - 60px))` }}
        >
          {formatSpan(atMs - startMs)} · {formatClock(atMs)}
        </span>
      )}
    </a>
  );
}

/** What the signs on the strip mean, of those that are on it. */
function Legend({ timeline }: { timeline: Timeline }) {
  const kinds = new Set(timeline.markers.map(({ kind }) => kind));
  const signs = [
    kinds.has('error') && (['tick error', 'Error'] as const),
    (['action', 'click', 'input', 'frustration'] as const).some((kind) => kinds.has(kind)) &&
      (['tick action', 'Action'] as const),
    timeline.inactivity.length > 0 && (['gap', 'Inactive'] as const),
    holesOf(timeline).length > 0 && (['hole', 'Data missing'] as const),
  ].filter((sign) => sign !== false);
  return (
    <span class="legend">
      {signs.map(([sign, words]) => (
        <span key={sign}>
          <i class={`sign ${sign}`} aria-hidden="true" />
          {words}
        </span>
      ))}
    </span>
  );
}

/** Pauses and missing data in words. */
function Absences({ timeline }: { timeline: Timeline }) {
  const { inactivity, missing, damaged, startMs } = timeline;
  const pausedMs = inactivity.reduce((sum, gap) => sum + gap.endMs - gap.startMs, 0);
  const reasons = [...new Set([...missing, ...damaged].map(({ reason }) => reason))];
  return (
    <ul class="absences muted">
      {inactivity.length > 0 && (
        <li>
          {inactivity.length === 1 ? 'A pause' : `${inactivity.length} pauses`} of {formatSpan(pausedMs)}
          {inactivity.length === 1 ? ` at ${formatSpan(inactivity[0]!.startMs - (startMs ?? 0))}` : ' in all'}
        </li>
      )}
      {reasons.map((reason) => (
        <li key={reason}>{reasonInWords(reason)}</li>
      ))}
    </ul>
  );
}
