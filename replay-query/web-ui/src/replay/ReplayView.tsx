// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { fetchEvents, fetchSegment } from '../api/client';
import type { SessionSummary } from '../api/types';
import { formatClock, formatDay, shortId } from '../format';
import { assetOriginsOf, filesFrom } from '../player/assets';
import { Controller } from '../player/controller';
import { animationFrames } from '../player/frames';
import { Library, type OpenEvents } from '../player/library';
import { recordingOf } from '../player/recording';
import { Stage } from '../player/stage';
import { Status } from '../lists/cells';
import { userOf } from '../lists/sessionColumns';
import { standingOf, type Standing } from '../lists/status';
import { replayUrl, type ReplayRoute } from '../routes';
import { AppHeader } from '../ui/AppHeader';
import { Icon } from '../ui/Icon';
import { Later } from '../ui/Later';
import { MenuButton } from '../ui/MenuButton';
import { PartialNote } from '../ui/PartialNote';
import { Controls } from './Controls';
import { fetchReplayTimeline, type ReplayFacts } from './facts';
import { Follower } from './follower';
import { listenToKeys } from './keyboard';
import { Lanes } from './Lanes';
import { lettersWork } from './letters';
import { LiveNote } from './LiveNote';
import { withEachToldOnce } from './markers';
import { Picture } from './Picture';
import { playbackCommands } from './playback';
import { SeekBar } from './SeekBar';
import { SidePanel } from './SidePanel';
import { copyLink, ShareNote, type Shared } from './ShareNote';

const detailsDialog = () => import('./DetailsDialog').then((module) => module.DetailsDialog);
const keysDialog = () => import('./KeysDialog').then((module) => module.KeysDialog);
const sharesDialog = () => import('./SharesDialog').then((module) => module.SharesDialog);

const PANEL_KEY = 'playhead.panel';

interface Playing {
  controller: Controller;
  stage: Stage;
  follower: Follower;
}

/** The replay of a session: the panel on the left, the recorded page with its controls on the right. */
export function ReplayView({ route, facts }: { route: ReplayRoute; facts: ReplayFacts }) {
  const { place } = route;
  const { summary, timeline } = facts;
  const atMs = route.atMs ?? facts.atMs;
  const screens = useRef<HTMLDivElement>(null);
  const player = useRef<HTMLElement>(null);
  const [playing, setPlaying] = useState<Playing | null>(null);
  const open = useCallback<OpenEvents>((wanted, signal) => fetchEvents(place, wanted, signal), [place]);
  const panelOpen = useSignal(panelIsOpen());
  const shared = useSignal<Shared | null>(null);
  const details = useSignal(false);
  const shares = useSignal(false);
  const keys = useSignal(false);
  const letters = useSignal(lettersWork());

  useEffect(() => {
    const recording = recordingOf(timeline);
    const stage = new Stage(screens.current!);
    const library = new Library(timeline.views, open, filesFrom(assetOriginsOf(document)));
    const goesOn = timeline.status === 'OPEN';
    const controller = new Controller(recording, library, stage, animationFrames, goesOn);
    const follower = new Follower(timeline, controller, library, {
      timeline: async (signal) => withEachToldOnce(await fetchReplayTimeline(place, signal)),
      segment: (id, signal) => fetchSegment(place, id, signal),
    });
    setPlaying({ controller, stage, follower });
    // A link to a moment opens on exactly that frame, paused unless it says to play; without one the session plays
    // from its start.
    if (atMs !== null) void controller.jumpTo(atMs, route.view, route.play);
    else void controller.play();
    return () => {
      follower.dispose();
      controller.dispose();
    };
  }, [route, place, atMs, timeline, open]);

  const controller = playing?.controller ?? null;
  const now = playing?.follower.timeline.value ?? timeline;

  const share = useMemo(
    () => async () => {
      if (!controller) return;
      const at = { atMs: controller.time.peek(), view: controller.view.peek() };
      shared.value = await copyLink(new URL(replayUrl(place, at), location.href).href);
    },
    [controller, place, shared],
  );

  const togglePanel = useMemo(
    () => () => {
      panelOpen.value = !panelOpen.value;
      rememberPanel(panelOpen.value);
    },
    [panelOpen],
  );

  const fullScreen = useMemo(
    () => () =>
      void (document.fullscreenElement ? document.exitFullscreen() : player.current?.requestFullscreen()),
    [],
  );

  useEffect(() => (controller ? pauseWhileHidden(controller) : undefined), [controller]);

  useEffect(() => {
    if (!controller) return;
    return listenToKeys(
      {
        ...playbackCommands(controller, now),
        fullScreen,
        togglePanel,
        share: () => void share(),
        details: () => (details.value = true),
        help: () => (keys.value = true),
      },
      letters,
    );
  }, [controller, now, fullScreen, togglePanel, share, details, keys, letters]);

  return (
    <div class="page replay">
      <ReplayHeader
        summary={summary}
        standing={controller?.goesOn.value === false ? 'closed' : standingOf(now)}
        onDetails={() => (details.value = true)}
        onShare={() => void share()}
        onShares={'token' in place ? null : () => (shares.value = true)}
        panelOpen={panelOpen.value}
        onPanel={togglePanel}
      />
      <PartialNote missing={[]} copied={summary.copied} what="data" />
      <ShareNote shared={shared} />
      {playing && <LiveNote place={place} timeline={timeline} follower={playing.follower} />}
      <Later
        wanted={details.value}
        load={detailsDialog}
        with={{ open: details, summary, leadsOn: !('token' in place) }}
      />
      <Later wanted={keys.value} load={keysDialog} with={{ open: keys, letters }} />
      {controller && (
        <Later wanted={shares.value} load={sharesDialog} with={{ open: shares, summary, controller }} />
      )}
      <main class={panelOpen.value ? 'split' : 'split panel-closed'}>
        {panelOpen.value &&
          (playing ? (
            <SidePanel
              timeline={playing.follower.timeline}
              controller={playing.controller}
              open={open}
              wantedKind={route.kind}
            />
          ) : (
            <aside id="panel" class="panel" aria-busy="true" />
          ))}
        <section class="player" ref={player} aria-label="Player">
          <Picture
            screens={screens}
            playing={playing}
            timeline={now}
            recorded={summary.hasReplay !== false}
          />
          {playing ? (
            <div class="controls">
              <SeekBar controller={playing.controller} timeline={now} />
              <Lanes controller={playing.controller} timeline={now} />
              <Controls
                controller={playing.controller}
                timeline={now}
                refresh={() => playing.follower.refresh()}
                onFullScreen={fullScreen}
                onKeys={() => (keys.value = true)}
              />
            </div>
          ) : (
            <div class="controls" aria-busy="true" />
          )}
        </section>
      </main>
    </div>
  );
}

function ReplayHeader(props: {
  summary: SessionSummary;
  standing: Standing;
  panelOpen: boolean;
  onPanel: () => void;
  onDetails: () => void;
  onShare: () => void;
  /** Shows the links to the session; null for whoever came by one, and may lead to nothing else. */
  onShares: (() => void) | null;
}) {
  const { summary, panelOpen, onShares } = props;
  const user = userOf(summary);
  useLayoutEffect(() => {
    document.title = `${user} · Replay · Playhead`;
  }, [user]);
  return (
    <AppHeader alone={onShares === null}>
      <nav class="crumbs" aria-label="Where you are">
        {onShares && <a href={`/sessions?${new URLSearchParams({ app: summary.app })}`}>Sessions</a>}
        <h1>{user}</h1>
        <span class="mono muted" title={`Session ${summary.session}`}>
          {shortId(summary.session)}
        </span>
        {summary.startMs !== null && (
          <span class="muted when">
            {formatDay(summary.startMs)} {formatClock(summary.startMs)}
          </span>
        )}
        <Environment summary={summary} />
        {props.standing !== 'closed' && <Status standing={props.standing} />}
      </nav>
      <button
        onClick={props.onDetails}
        aria-haspopup="dialog"
        aria-keyshortcuts="d"
        title="What is known of the session (D)"
      >
        View details
      </button>
      <button onClick={props.onShare} aria-keyshortcuts="s" title="Copy a link to this moment (S)">
        <Icon name="link" />
        Share link
      </button>
      {onShares && (
        <MenuButton
          label="More ways to share"
          compact
          entries={[
            { label: 'Copy link to this moment', onPress: props.onShare },
            { label: 'Links that expire…', onPress: onShares },
          ]}
        />
      )}
      <button
        onClick={props.onPanel}
        aria-expanded={panelOpen}
        aria-controls="panel"
        title="Show or hide the panel (P)"
      >
        <Icon name="panel" />
        {panelOpen ? 'Collapse panel' : 'Expand panel'}
      </button>
    </AppHeader>
  );
}

function Environment({ summary }: { summary: SessionSummary }) {
  const words = [summary.browser, summary.os, summary.device, summary.country].filter(
    (word) => word !== null,
  );
  return words.length === 0 ? null : <span class="muted environment">{words.join(' · ')}</span>;
}

/** A hidden page gets no frames: playing on, it would come back somewhere else, past what nobody has seen. */
function pauseWhileHidden(controller: Controller): () => void {
  let resume = false;
  const follow = () => {
    if (!document.hidden && resume) void controller.play();
    resume = document.hidden && controller.wantsPlay.peek();
    if (resume) controller.pause();
  };
  document.addEventListener('visibilitychange', follow);
  return () => document.removeEventListener('visibilitychange', follow);
}

/** The address decides, then what was chosen last. */
function panelIsOpen(): boolean {
  const asked = new URL(location.href).searchParams.get('panel');
  return (asked ?? localStorage.getItem(PANEL_KEY)) !== '0';
}

function rememberPanel(open: boolean): void {
  localStorage.setItem(PANEL_KEY, open ? '1' : '0');
  const url = new URL(location.href);
  if (open) url.searchParams.delete('panel');
  else url.searchParams.set('panel', '0');
  history.replaceState(null, '', url);
}
