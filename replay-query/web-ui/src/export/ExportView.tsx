// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SessionSummary, Timeline } from '../api/types';
import { formatClock, formatDay } from '../format';
import { Controller, SPEEDS } from '../player/controller';
import { animationFrames } from '../player/frames';
import { Library } from '../player/library';
import { recordingOf } from '../player/recording';
import { Stage } from '../player/stage';
import { Controls } from '../replay/Controls';
import { listenToKeys } from '../replay/keyboard';
import { MarkerPanel } from '../replay/MarkerPanel';
import { neighbourError } from '../replay/markers';
import { Picture } from '../replay/Picture';
import { SeekBar } from '../replay/SeekBar';
import { eventsOf, type Block } from './blocks';

/** The replay of an exported session: the page of the service without what needs the service. */
export function ExportView(props: { summary: SessionSummary; timeline: Timeline; events: readonly Block[] }) {
  const { summary, timeline, events } = props;
  const screens = useRef<HTMLDivElement>(null);
  const player = useRef<HTMLElement>(null);
  const [playing, setPlaying] = useState<{ controller: Controller; stage: Stage } | null>(null);
  const panelOpen = useSignal(true);

  useEffect(() => {
    const stage = new Stage(screens.current!);
    const library = new Library(timeline.views, ({ view }) => Promise.resolve(eventsOf(events, view)));
    const controller = new Controller(recordingOf(timeline), library, stage, animationFrames);
    setPlaying({ controller, stage });
    void controller.seek(controller.recording.startMs);
    return () => controller.dispose();
  }, [timeline, events]);

  const controller = playing?.controller ?? null;
  const togglePanel = () => (panelOpen.value = !panelOpen.peek());
  const fullScreen = () =>
    void (document.fullscreenElement ? document.exitFullscreen() : player.current?.requestFullscreen());

  useEffect(() => {
    if (!controller) return;
    const jumpToError = (direction: 1 | -1) => {
      const error = neighbourError(timeline.markers, controller.time.peek(), direction);
      if (error) void controller.jumpTo(error.atMs, error.view);
    };
    const changeSpeed = (steps: 1 | -1) => {
      const next = SPEEDS[SPEEDS.findIndex((speed) => speed === controller.speed.peek()) + steps];
      if (next !== undefined) controller.setSpeed(next);
    };
    return listenToKeys({
      toggle: () => controller.toggle(),
      move: (seconds) => void controller.seek(controller.time.peek() + seconds * 1000),
      toStart: () => void controller.seek(controller.recording.startMs),
      toEnd: () => void controller.seek(controller.recording.endMs),
      nextError: () => jumpToError(1),
      previousError: () => jumpToError(-1),
      toggleSkip: () => controller.setSkipInactive(!controller.skipInactive.peek()),
      fullScreen,
      faster: () => changeSpeed(1),
      slower: () => changeSpeed(-1),
      togglePanel,
      share: () => {}, // a file has no address to share
    });
  }, [controller, timeline]);

  const user = summary.user?.name ?? summary.user?.email ?? summary.user?.id ?? 'Anonymous';
  return (
    <div class="page replay">
      <header class="bar">
        <h1>{user}</h1>
        <span class="mono muted">{summary.session}</span>
        {summary.startMs !== null && (
          <span class="muted when">
            {formatDay(summary.startMs)} {formatClock(summary.startMs)}
          </span>
        )}
        <span class="grow" />
        <button onClick={togglePanel} aria-expanded={panelOpen.value} aria-controls="panel">
          {panelOpen.value ? 'Collapse panel' : 'Expand panel'}
        </button>
      </header>
      <main class={panelOpen.value ? 'split' : 'split panel-closed'}>
        {panelOpen.value && controller && (
          <MarkerPanel timeline={timeline} controller={controller} wantedKind={null} />
        )}
        <section class="player" ref={player} aria-label="Player">
          <Picture
            screens={screens}
            playing={playing}
            timeline={timeline}
            recorded={summary.hasReplay !== false}
          />
          {controller && (
            <div class="controls">
              <SeekBar controller={controller} timeline={timeline} />
              <Lanes controller={controller} timeline={timeline} />
              <Controls controller={controller} timeline={timeline} onFullScreen={fullScreen} />
            </div>
          )}
        </section>
      </main>
    </div>
  );
}

/** The tabs of the session, where there are several at once: which one is shown at this moment, and the others. */
function Lanes({ controller, timeline }: { controller: Controller; timeline: Timeline }) {
  const atMs = controller.time.value;
  const open = timeline.views.filter((view) => view.startMs <= atMs && atMs <= view.endMs);
  if (open.length < 2) return null;
  return (
    <div class="speeds" role="group" aria-label="Tabs">
      {open.map((view) => (
        <button
          key={view.id}
          aria-pressed={controller.view.value === view.id}
          onClick={() => void controller.jumpTo(controller.time.peek(), view.id)}
        >
          {view.name ?? view.url ?? view.id}
        </button>
      ))}
    </div>
  );
}
