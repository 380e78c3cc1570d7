// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SessionSummary, Timeline } from '../api/types';
import { formatClock, formatDay } from '../format';
import { Controller } from '../player/controller';
import { animationFrames } from '../player/frames';
import { Library } from '../player/library';
import { recordingOf } from '../player/recording';
import { Stage } from '../player/stage';
import { Controls } from '../replay/Controls';
import { listenToKeys } from '../replay/keyboard';
import { KeysDialog } from '../replay/KeysDialog';
import { MarkerPanel } from '../replay/MarkerPanel';
import { Picture } from '../replay/Picture';
import { playbackCommands } from '../replay/playback';
import { SeekBar } from '../replay/SeekBar';
import { eventsOf, type Block } from './blocks';

/** The replay of an exported session: the page of the service without what needs the service. */
export function ExportView(props: { summary: SessionSummary; timeline: Timeline; events: readonly Block[] }) {
  const { summary, timeline, events } = props;
  const screens = useRef<HTMLDivElement>(null);
  const player = useRef<HTMLElement>(null);
  const [playing, setPlaying] = useState<{ controller: Controller; stage: Stage } | null>(null);
  const panelOpen = useSignal(true);
  const keys = useSignal(false);

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
    return listenToKeys({
      ...playbackCommands(controller, timeline),
      fullScreen,
      togglePanel,
      share: () => {}, // a file has no address to share
      details: () => {}, // nor a page of details
      help: () => (keys.value = true),
    });
  }, [controller, timeline, keys]);

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
      <KeysDialog open={keys} />
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
              <Controls
                controller={controller}
                timeline={timeline}
                onFullScreen={fullScreen}
                onKeys={() => (keys.value = true)}
              />
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
