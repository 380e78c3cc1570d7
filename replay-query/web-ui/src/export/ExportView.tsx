// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { SessionSummary, Timeline } from '../api/types';
import { formatClock, formatDay } from '../format';
import { Controller } from '../player/controller';
import { animationFrames } from '../player/frames';
import { Library, type OpenEvents } from '../player/library';
import { recordingOf } from '../player/recording';
import { Stage } from '../player/stage';
import { Controls } from '../replay/Controls';
import { Lanes } from '../replay/Lanes';
import { listenToKeys } from '../replay/keyboard';
import { KeysDialog } from '../replay/KeysDialog';
import { Picture } from '../replay/Picture';
import { playbackCommands } from '../replay/playback';
import { lettersWork } from '../replay/letters';
import { SeekBar } from '../replay/SeekBar';
import { SidePanel } from '../replay/SidePanel';
import { eventsOf, type Block } from './blocks';

/** The replay of an exported session: the page of the service without what needs the service. */
export function ExportView(props: { summary: SessionSummary; timeline: Timeline; events: readonly Block[] }) {
  const { summary, timeline, events } = props;
  const screens = useRef<HTMLDivElement>(null);
  const player = useRef<HTMLElement>(null);
  const [playing, setPlaying] = useState<{ controller: Controller; stage: Stage } | null>(null);
  const panelOpen = useSignal(true);
  const keys = useSignal(false);
  const letters = useSignal(lettersWork());

  const now = useSignal(timeline);
  const open = useCallback<OpenEvents>(({ view }) => Promise.resolve(eventsOf(events, view)), [events]);

  useEffect(() => {
    const stage = new Stage(screens.current!);
    const library = new Library(timeline.views, open);
    const controller = new Controller(recordingOf(timeline), library, stage, animationFrames);
    setPlaying({ controller, stage });
    void controller.seek(controller.recording.startMs);
    return () => controller.dispose();
  }, [timeline, open]);

  const controller = playing?.controller ?? null;
  const togglePanel = () => (panelOpen.value = !panelOpen.peek());
  const fullScreen = () =>
    void (document.fullscreenElement ? document.exitFullscreen() : player.current?.requestFullscreen());

  useEffect(() => {
    if (!controller) return;
    return listenToKeys(
      {
        ...playbackCommands(controller, timeline),
        fullScreen,
        togglePanel,
        share: () => {}, // a file has no address to share
        details: () => {}, // nor a page of details
        help: () => (keys.value = true),
      },
      letters,
    );
  }, [controller, timeline, keys, letters]);

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
      <KeysDialog open={keys} letters={letters} />
      <main class={panelOpen.value ? 'split' : 'split panel-closed'}>
        {panelOpen.value && controller && (
          <SidePanel timeline={now} controller={controller} open={open} wantedKind={null} />
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
