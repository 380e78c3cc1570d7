// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { useCallback } from 'preact/hooks';
import { exportUrl, fetchSession, fetchSessionItems, fetchTimeline, type KnownSession } from '../api/client';
import type { RumItem, Timeline } from '../api/types';
import { ITEM_KINDS, itemKindOf, WORDS, type ItemKind } from '../kinds';
import { Status } from '../lists/cells';
import { itemColumns } from '../lists/itemColumns';
import { userOf } from '../lists/sessionColumns';
import { standingOf } from '../lists/status';
import { SkeletonTable, Table } from '../lists/Table';
import { ANY_TIME, listUrl, NO_FILTERS } from '../query/query';
import { replayUrl, sessionUrl, type SessionRoute } from '../routes';
import { AppHeader } from '../ui/AppHeader';
import { useLoaded, type Loaded } from '../ui/loaded';
import { FailureMessage, Message } from '../ui/Message';
import { PartialNote } from '../ui/PartialNote';
import { MenuButton } from '../ui/MenuButton';
import { Tabs } from '../ui/Tabs';
import { DetailsHeading, DetailsSkeleton, ViewReplay } from './DetailsHeading';
import { SessionFacts } from './SessionFacts';
import { Strip } from './Strip';
import '../styles/lists.css';
import '../styles/details.css';

/** Rows of a tab before more are asked for. */
const FIRST_ROWS = 100;

/** One session: its facts, its time on one line, and what it consists of. */
export function SessionPage({ route }: { route: SessionRoute }) {
  const { app, session } = route;
  const { loaded, retry } = useLoaded(
    useCallback((signal) => fetchSession({ app, session }, signal), [app, session]),
  );
  return (
    <div class="page">
      <AppHeader current={null} query={{ app, range: ANY_TIME, filters: NO_FILTERS }} />
      <main class="details-page">
        {loaded.is === 'ready' ? (
          <Session summary={loaded.value} route={route} />
        ) : (
          <>
            <h1 class="visually-hidden">Session</h1>
            {loaded.is === 'loading' ? (
              <DetailsSkeleton what="session" />
            ) : (
              <FailureMessage failure={loaded.failure} what="session" onRetry={retry} />
            )}
          </>
        )}
      </main>
    </div>
  );
}

function Session({ summary, route }: { summary: KnownSession; route: SessionRoute }) {
  const { app, session } = summary;
  const timeline = useLoaded(
    useCallback((signal) => fetchTimeline({ app, session }, signal), [app, session]),
  );
  return (
    <>
      <DetailsHeading
        path={[{ label: 'Sessions', href: listUrl('sessions', app) }]}
        icon="session"
        title={`Session of ${userOf(summary)}`}
      >
        <Status standing={standingOf(summary)} />
        <MenuButton
          label="Export"
          entries={[
            { label: 'Page that plays it offline', href: exportUrl(app, session, 'html') },
            { label: 'Data as JSON', href: exportUrl(app, session, 'json') },
          ]}
        />
        <ViewReplay href={replayUrl({ app, session })} recorded={summary.hasReplay !== false} />
      </DetailsHeading>
      <PartialNote missing={[]} copied={summary.copied} what="data" />
      <section class="card" aria-label="Facts">
        <SessionFacts summary={summary} />
      </section>
      <section class="card" aria-label="Timeline">
        <h2>Timeline</h2>
        <TimelineStrip loaded={timeline.loaded} onRetry={timeline.retry} />
      </section>
      <Items route={route} markers={timeline.loaded.is === 'ready' ? timeline.loaded.value.markers : null} />
    </>
  );
}

function TimelineStrip({ loaded, onRetry }: { loaded: Loaded<Timeline>; onRetry: () => void }) {
  switch (loaded.is) {
    case 'loading':
      return <div class="strip-skeleton" role="status" aria-busy="true" aria-label="Loading the timeline" />;
    case 'failed':
      return <FailureMessage failure={loaded.failure} what="timeline" onRetry={onRetry} />;
    case 'ready':
      return <Strip timeline={loaded.value} />;
  }
}

function Items({ route, markers }: { route: SessionRoute; markers: Timeline['markers'] | null }) {
  const tab = useSignal(route.tab);
  const counts = new Map<ItemKind | null, number>();
  for (const { kind } of markers ?? []) counts.set(itemKindOf(kind), (counts.get(itemKindOf(kind)) ?? 0) + 1);
  const choose = (kind: ItemKind) => {
    tab.value = kind;
    history.replaceState(null, '', sessionUrl(route.app, route.session, kind));
  };
  return (
    <Tabs
      label="What the session consists of"
      tabs={ITEM_KINDS.map((kind) => ({
        key: kind,
        title: WORDS[kind].title,
        count: markers === null ? null : (counts.get(kind) ?? 0),
      }))}
      chosen={tab.value}
      onChoose={choose}
    >
      <ItemTable key={tab.value} app={route.app} session={route.session} kind={tab.value} />
    </Tabs>
  );
}

/** A session's items of a kind in order of time; the service gives them all at once. */
function ItemTable({ app, session, kind }: { app: string; session: string; kind: ItemKind }) {
  const { loaded, retry } = useLoaded(
    useCallback(
      (signal) => fetchSessionItems(app, session, kind, new URLSearchParams(), signal),
      [app, session, kind],
    ),
  );
  const shown = useSignal(FIRST_ROWS);
  const columns = itemColumns(kind, false);
  const { title, many } = WORDS[kind];
  if (loaded.is === 'loading') return <SkeletonTable columns={columns} what={many} />;
  if (loaded.is === 'failed')
    return <FailureMessage failure={loaded.failure} what={`list of ${many}`} onRetry={retry} />;
  const { items, next, complete, partitions } = loaded.value;
  if (items.length === 0) return <Message title={`No ${many} in this session`} />;
  const rows = inOrder(items);
  return (
    <>
      <PartialNote
        missing={complete === false ? (partitions?.missing ?? []).map(String) : []}
        copied={(partitions?.stale ?? 0) > 0}
        what={many}
      />
      <Table columns={columns} rows={rows.slice(0, shown.value)} label={title} />
      {shown.value < rows.length && (
        <div class="more">
          <button onClick={() => (shown.value += FIRST_ROWS)}>Load more</button>
        </div>
      )}
      {next !== null && shown.value >= rows.length && (
        <p class="more muted">
          These are the newest {rows.length}.{' '}
          <a href={listUrl(kind, app, { name: 'session', value: session })}>All of them</a>
        </p>
      )}
    </>
  );
}

function inOrder(items: readonly RumItem[]): RumItem[] {
  return [...items].sort((a, b) => a.atMs - b.atMs);
}
