// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useComputed, useSignal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Timeline } from '../api/types';
import type { Controller } from '../player/controller';
import type { OpenEvents } from '../player/library';
import { Tabs } from '../ui/Tabs';
import { RowsPanel } from './RowsPanel';
import { together, toldInTimeline } from './told';
import { ToldReader } from './toldReader';

const TABS = [
  { key: 'events', title: 'Events', count: null },
  { key: 'console', title: 'Console', count: null },
  { key: 'network', title: 'Network', count: null },
] as const;

/** The panel beside the picture: what happened, what the page told its console, and what it asked of servers. */
export function SidePanel(props: {
  timeline: ReadonlySignal<Timeline>;
  controller: Controller;
  open: OpenEvents;
  wantedKind: string | null;
}) {
  const { timeline, controller, open, wantedKind } = props;
  const tab = useSignal<'events' | 'console' | 'network'>('events');
  const reader = useMemo(() => new ToldReader(timeline.peek(), open), [timeline, open]);
  useEffect(() => () => reader.dispose(), [reader]);
  useEffect(() => timeline.subscribe((now) => reader.follow(now)), [timeline, reader]);
  useEffect(() => {
    if (tab.value !== 'events') reader.start();
  }, [reader, tab.value]);

  const events = useComputed(() => timeline.value.markers);
  return (
    <aside id="panel" class="panel" aria-label="Session events">
      <Tabs label="Panel" tabs={TABS} chosen={tab.value} onChoose={(key) => (tab.value = key)}>
        {tab.value === 'events' ? (
          <RowsPanel
            what="events"
            rows={events}
            controller={controller}
            wantedKind={wantedKind}
            empty={<p>This session has no events.</p>}
          />
        ) : (
          <Told
            key={tab.value}
            which={tab.value}
            reader={reader}
            timeline={timeline}
            controller={controller}
          />
        )}
      </Tabs>
    </aside>
  );
}

const WORDS = {
  console: { what: 'console', none: 'Nothing of the console was recorded in this session.' },
  network: { what: 'requests', none: 'No requests were recorded in this session.' },
};

function Told(props: {
  which: 'console' | 'network';
  reader: ToldReader;
  timeline: ReadonlySignal<Timeline>;
  controller: Controller;
}) {
  const { which, reader, timeline, controller } = props;
  const rows = useComputed(() => together(reader.told.value, toldInTimeline(timeline.value.markers))[which]);
  const state = reader.state.value;
  const { what, none } = WORDS[which];
  return (
    <RowsPanel
      what={what}
      rows={rows}
      controller={controller}
      wantedKind={null}
      empty={
        state === 'loading' ? (
          <p role="status" aria-busy="true">
            <i class="spinner" /> Reading the recording
          </p>
        ) : (
          <p>{none}</p>
        )
      }
      note={
        state === 'failed' ? (
          <p class="panel-note" role="alert">
            The recording could not be read to its end. <button onClick={() => reader.retry()}>Retry</button>
          </p>
        ) : state === 'cut' ? (
          <p class="panel-note">There is more in the recording than is listed here.</p>
        ) : null
      }
    />
  );
}
