// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { failureOf, type Failure } from '../api/client';
import type { Timeline } from '../api/types';
import { formatSpan, spokenSpan } from '../format';
import { standingOf } from '../lists/status';
import type { Controller } from '../player/controller';
import type { Notice } from '../player/notices';
import { PictureError, type Size, type Stage } from '../player/stage';
import { Icon } from '../ui/Icon';
import { endInWords } from '../ui/Message';
import { reasonInWords } from './reasons';

const SKIP_NOTE_MS = 2500;

/** The recorded page in its frame, fitted into the room there is, and what has to be said about it. */
export function Picture(props: {
  screens: RefObject<HTMLDivElement | null>;
  playing: { controller: Controller; stage: Stage } | null;
  timeline: Timeline;
  /** Whether the session has a recording at all. */
  recorded: boolean;
}) {
  const { screens, playing, timeline, recorded } = props;
  const room = useRef<HTMLDivElement>(null);
  const size = useSignal<Size | null>(null);
  const scale = useSignal(1);

  useEffect(() => {
    if (!playing) return;
    const fit = () => {
      const place = room.current!.getBoundingClientRect();
      const page = size.peek();
      if (page) scale.value = Math.min(1, place.width / page.width, place.height / page.height);
    };
    playing.stage.onSize = (next) => {
      size.value = next;
      fit();
    };
    const observer = new ResizeObserver(fit);
    observer.observe(room.current!);
    return () => observer.disconnect();
  }, [playing, size, scale]);

  const page = size.value;
  const style = page
    ? {
        width: `${page.width}px`,
        height: `${page.height}px`,
        transform: `translate(-50%, -50%) scale(${scale.value})`,
      }
    : {};
  const controller = playing?.controller ?? null;
  return (
    <div class="picture">
      <AddressLine controller={controller} timeline={timeline} size={page} />
      <div class="room-frame">
        <div class="room" ref={room} onClick={() => controller?.toggle()}>
          <div
            class={page && controller?.notice.value === null ? 'screens' : 'screens empty'}
            ref={screens}
            style={style}
          />
        </div>
        {controller && <Overlay controller={controller} timeline={timeline} recorded={recorded} />}
      </div>
    </div>
  );
}

/** Which page of the session is on screen. */
function AddressLine(props: { controller: Controller | null; timeline: Timeline; size: Size | null }) {
  const { controller, timeline, size } = props;
  const place = timeline.views.findIndex((view) => view.id === controller?.view.value);
  const view = timeline.views[place];
  return (
    <div class="address">
      <span class="muted count">{view ? `Page ${place + 1} of ${timeline.views.length}` : 'No page'}</span>
      <span class="url" title={view?.url ?? undefined}>
        {view?.url ?? 'Address unknown'}
      </span>
      {size && (
        <span class="muted size">
          {size.width} × {size.height}
        </span>
      )}
    </div>
  );
}

function Overlay(props: { controller: Controller; timeline: Timeline; recorded: boolean }) {
  const { controller, timeline, recorded } = props;
  const notice = controller.notice.value;
  const phase = controller.phase.value;
  const degraded = controller.degraded.value;
  return (
    <>
      {notice && phase !== 'failed' && <NoticeCard controller={controller} recorded={recorded} />}
      {phase === 'failed' && <FailureCard controller={controller} />}
      <div class="chips" role="status">
        {degraded !== null && (
          <span class="chip warning">
            <Icon name="warning" /> The picture may be incomplete. {reasonInWords(degraded)}
          </span>
        )}
        {phase === 'waiting' && (
          <span class="chip late">
            <i class="spinner" /> Loading
          </span>
        )}
        {phase === 'live' && (
          <span class="chip">
            <i class="spinner" />
            {standingOf(timeline) === 'live' ? ' Live: waiting for more' : ' Waiting for more'}
          </span>
        )}
        {phase === 'ended' && <span class="chip">End of the recording</span>}
        <SkipChip controller={controller} />
      </div>
    </>
  );
}

function NoticeCard({ controller, recorded }: { controller: Controller; recorded: boolean }) {
  const notice = controller.notice.value!;
  if (!recorded) {
    return (
      <section class="card" role="status">
        <Icon name="view" />
        <h2>Nothing was recorded in this session</h2>
        <p>Its events are in the panel, but there is no picture of it.</p>
      </section>
    );
  }
  return (
    <section class="card" role="status">
      <Icon name="view" />
      <h2>{titleOf(notice)}</h2>
      <p>
        {notice.kind === 'unplayable'
          ? reasonInWords(notice.reason)
          : 'Its events are in the panel, but there is no picture of it.'}
      </p>
      {notice.nextMs === null ? (
        <p class="muted">Nothing later in this session can be shown.</p>
      ) : (
        <button class="primary" onClick={() => void controller.jumpTo(notice.nextMs!, null)}>
          Jump to the next picture at {formatSpan(notice.nextMs - controller.recording.startMs)}
        </button>
      )}
    </section>
  );
}

function titleOf(notice: Notice): string {
  if (notice.kind === 'unrecorded') return 'Nothing was recorded on this page';
  return notice.reason === 'UNSUPPORTED' ? 'This page cannot be shown' : 'No picture at this moment';
}

/** A part that could not be loaded. While the service restores its index it is tried again without being asked. */
function FailureCard({ controller }: { controller: Controller }) {
  const thrown = controller.failure.value;
  const failure: Failure =
    thrown instanceof PictureError ? { kind: 'broken', detail: thrown.message } : failureOf(thrown);
  useEffect(() => {
    if (failure.kind !== 'restoring') return;
    const timer = setTimeout(() => void controller.retry(), failure.retryAfterMs);
    return () => clearTimeout(timer);
  }, [failure, controller]);
  if (failure.kind === 'restoring') {
    return (
      <section class="card" role="status">
        <h2>The service is restoring its index</h2>
        <p>Playback goes on by itself when it is ready.</p>
        <progress
          max="1"
          aria-label="Restored so far"
          {...(failure.progress === null ? {} : { value: failure.progress })}
        />
      </section>
    );
  }
  return (
    <section class="card wrong" role="alert">
      <Icon name="error" />
      <h2>
        {failure.kind === 'gone'
          ? 'This recording is gone'
          : thrown instanceof PictureError
            ? 'This page cannot be shown'
            : 'This part could not be loaded'}
      </h2>
      {failure.kind === 'gone' ? (
        <p>{endInWords(failure)}</p>
      ) : (
        'detail' in failure && <p>{failure.detail}</p>
      )}
      <button class="primary" onClick={() => void controller.retry()}>
        Retry
      </button>
    </section>
  );
}

function SkipChip({ controller }: { controller: Controller }) {
  const skipped = controller.skipped.value;
  useEffect(() => {
    if (!skipped) return;
    const timer = setTimeout(() => (controller.skipped.value = null), SKIP_NOTE_MS);
    return () => clearTimeout(timer);
  }, [skipped, controller]);
  if (!skipped) return null;
  const spanMs = skipped.gap.endMs - skipped.gap.startMs;
  return (
    <span class="chip" aria-label={`Skipped ${spokenSpan(spanMs)} of inactivity`}>
      <Icon name="skip" /> Skipped {formatSpan(spanMs)} of inactivity
    </span>
  );
}
