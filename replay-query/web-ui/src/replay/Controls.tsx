// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useComputed } from '@preact/signals';
import type { Timeline } from '../api/types';
import { formatClock, formatSpan } from '../format';
import { standingOf } from '../lists/status';
import { SPEEDS, type Controller } from '../player/controller';
import { Icon } from '../ui/Icon';
import { neighbourOf } from './markers';
import { ThresholdChoice } from './ThresholdChoice';

/** How far behind the newest data a replay counts as live: recorders upload every few seconds. */
const NEAR_LIVE_MS = 10_000;

/** The row of buttons under the seek bar. */
export function Controls(props: {
  controller: Controller;
  timeline: Timeline;
  /** Reads the timeline anew, where there is a service that knows where the pauses of another length are. */
  refresh?: () => Promise<boolean>;
  onFullScreen: () => void;
  onKeys: () => void;
}) {
  const { controller, timeline, refresh, onFullScreen, onKeys } = props;
  const playing = controller.wantsPlay.value;
  return (
    <div class="buttons">
      <div class="group" role="group" aria-label="Playback">
        <ErrorButton controller={controller} timeline={timeline} direction={-1} />
        <button
          class="play-pause primary"
          aria-label={playing ? 'Pause' : 'Play'}
          title={playing ? 'Pause (Space)' : 'Play (Space)'}
          onClick={() => controller.toggle()}
        >
          <Icon name={playing ? 'pause' : 'play'} />
        </button>
        <ErrorButton controller={controller} timeline={timeline} direction={1} />
      </div>
      <Times controller={controller} />
      {controller.goesOn.value && standingOf(timeline) === 'live' && <LiveButton controller={controller} />}
      <span class="grow" />
      <label class="switch" title="Jump over times without user activity (I)">
        <input
          type="checkbox"
          role="switch"
          checked={controller.skipInactive.value}
          aria-keyshortcuts="i"
          onChange={(event) => controller.setSkipInactive(event.currentTarget.checked)}
        />
        Skip inactive
      </label>
      {refresh && <ThresholdChoice refresh={refresh} />}
      <div class="speeds" role="group" aria-label="Speed">
        {SPEEDS.map((speed) => (
          <button
            key={speed}
            aria-pressed={controller.speed.value === speed}
            onClick={() => controller.setSpeed(speed)}
          >
            {speed}×
          </button>
        ))}
      </div>
      <button
        class="icon-only"
        aria-label="Full screen"
        title="Full screen (F)"
        aria-keyshortcuts="f"
        onClick={onFullScreen}
      >
        <Icon name="fullScreen" />
      </button>
      <button class="icon-only" aria-label="Keys" title="Keys (?)" aria-keyshortcuts="?" onClick={onKeys}>
        ?
      </button>
    </div>
  );
}

/** A replay is live when it has played what there is, or is about to. */
function LiveButton({ controller }: { controller: Controller }) {
  const isLive = useComputed(
    () =>
      controller.wantsPlay.value &&
      controller.recording.endMs - controller.time.value <= NEAR_LIVE_MS * controller.speed.value,
  ).value;
  return (
    <button
      class="live-button"
      aria-pressed={isLive}
      title="To where the session is now"
      onClick={() => void controller.goLive()}
    >
      Live
    </button>
  );
}

function ErrorButton(props: { controller: Controller; timeline: Timeline; direction: 1 | -1 }) {
  const { controller, timeline, direction } = props;
  const error = useComputed(() =>
    neighbourOf('error', timeline.markers, controller.time.value, direction),
  ).value;
  const name = direction === 1 ? 'Next error' : 'Previous error';
  return (
    <button
      class="icon-only"
      aria-label={name}
      title={error === null ? `No ${name.toLowerCase()}` : `${name} (${direction === 1 ? 'N' : 'Shift+N'})`}
      disabled={error === null}
      onClick={() => error && void controller.jumpTo(error.atMs, error.view)}
    >
      <Icon name={direction === 1 ? 'nextError' : 'previousError'} />
    </button>
  );
}

function Times({ controller }: { controller: Controller }) {
  const { startMs, endMs } = controller.recording;
  const inSession = useComputed(() => formatSpan(controller.time.value - startMs));
  const onClock = useComputed(() => formatClock(controller.time.value));
  return (
    <div class="times">
      <span class="in-session">
        {inSession} <span class="muted">/ {formatSpan(endMs - startMs)}</span>
      </span>
      <time class="muted" title="Time of the recorded browser's clock">
        {onClock}
      </time>
    </div>
  );
}
