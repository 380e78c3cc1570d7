// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useCallback } from 'preact/hooks';
import { fetchItem, fetchSession, fetchTimeline } from '../api/client';
import type { RumItem, SessionSummary, Timeline } from '../api/types';
import { WORDS, type ItemKind } from '../kinds';
import { headlineOf } from '../lists/itemColumns';
import { userOf } from '../lists/sessionColumns';
import { ANY_TIME, listUrl, NO_FILTERS } from '../query/query';
import { toldOnce } from '../replay/markers';
import { momentUrl, sessionUrl, type ItemRoute } from '../routes';
import { AppHeader } from '../ui/AppHeader';
import type { IconName } from '../ui/Icon';
import { useLoaded, type Loaded } from '../ui/loaded';
import { FailureMessage } from '../ui/Message';
import { Attributes } from './Attributes';
import { DetailsHeading, DetailsSkeleton, ViewReplay } from './DetailsHeading';
import { Facts, timeFact } from './Facts';
import { ActionBody, ErrorBody, LongTaskBody, ResourceBody, ViewBody } from './bodies';
import { Source } from './Source';
import { after, around, before, inside } from './moments';
import { Trail } from './Trail';
import '../styles/lists.css';
import '../styles/details.css';

const ICONS: Readonly<Record<ItemKind, IconName>> = {
  views: 'view',
  errors: 'error',
  resources: 'resource',
  actions: 'action',
  'long-tasks': 'longTask',
};

/** One item of a session: what its SDK told of it, what happened around it, and where it comes from. */
export function ItemPage({ route }: { route: ItemRoute }) {
  const { app, session, kind, id } = route;
  const { loaded, retry } = useLoaded(
    useCallback((signal) => fetchItem(app, session, kind, id, signal), [app, session, kind, id]),
  );
  const { one, title } = WORDS[kind];
  return (
    <div class="page">
      <AppHeader current={null} query={{ app, range: ANY_TIME, filters: NO_FILTERS }} />
      <main class="details-page">
        {loaded.is === 'ready' ? (
          <Item kind={kind} item={loaded.value} />
        ) : (
          <>
            <h1 class="visually-hidden">{title}</h1>
            {loaded.is === 'loading' ? (
              <DetailsSkeleton what={one} />
            ) : (
              <FailureMessage failure={loaded.failure} what={one} onRetry={retry} />
            )}
          </>
        )}
      </main>
    </div>
  );
}

function Item({ kind, item }: { kind: ItemKind; item: RumItem }) {
  const { app, session } = item;
  const summary = useLoaded(useCallback((signal) => fetchSession({ app, session }, signal), [app, session]));
  const timeline = useLoaded(
    useCallback((signal) => fetchTimeline({ app, session }, signal), [app, session]),
  );
  const known = summary.loaded.is === 'ready' ? summary.loaded.value : null;
  return (
    <>
      <DetailsHeading
        path={[
          { label: WORDS[kind].title, href: listUrl(kind, app) },
          {
            label: known === null ? 'Session' : `Session of ${userOf(known)}`,
            href: sessionUrl(app, session, kind),
          },
        ]}
        icon={ICONS[kind]}
        title={headlineOf(kind, item)}
      >
        {(kind === 'views' || kind === 'errors') && (
          <ViewReplay href={momentUrl(item)} recorded={item.hasReplay !== false} />
        )}
      </DetailsHeading>
      <div class="details-columns">
        <div>
          <Body kind={kind} item={item} />
          <Happened kind={kind} item={item} loaded={timeline.loaded} onRetry={timeline.retry} />
          <Attributes kind={kind} item={item} />
        </div>
        <div>
          <Source kind={kind} item={item} />
          {known !== null && <SessionCard summary={known} />}
        </div>
      </div>
    </>
  );
}

function Body({ kind, item }: { kind: ItemKind; item: RumItem }) {
  switch (kind) {
    case 'views':
      return <ViewBody item={item} />;
    case 'errors':
      return <ErrorBody item={item} />;
    case 'resources':
      return <ResourceBody item={item} />;
    case 'actions':
      return <ActionBody item={item} />;
    case 'long-tasks':
      return <LongTaskBody item={item} />;
  }
}

/** What is told of the time around an item, and how that is called. */
const TOLD: Readonly<
  Record<
    ItemKind,
    {
      title: string;
      none: string;
      pick: (markers: Timeline['markers'], item: RumItem) => Timeline['markers'];
    }
  >
> = {
  views: {
    title: 'What happened in it',
    none: 'Nothing was recorded in this view.',
    pick: (markers, item) => inside(markers, item.view ?? item.id),
  },
  errors: {
    title: 'What happened before it',
    none: 'It is the first that is known of the session.',
    pick: before,
  },
  resources: { title: 'What happened around it', none: 'Nothing else was recorded.', pick: around },
  actions: { title: 'What followed', none: 'Nothing was recorded in the ten seconds after it.', pick: after },
  'long-tasks': { title: 'What happened around it', none: 'Nothing else was recorded.', pick: around },
};

function Happened(props: { kind: ItemKind; item: RumItem; loaded: Loaded<Timeline>; onRetry: () => void }) {
  const { kind, item, loaded, onRetry } = props;
  const { title, none, pick } = TOLD[kind];
  return (
    <section class="card" aria-labelledby="happened">
      <h2 id="happened">{title}</h2>
      {loaded.is === 'loading' && (
        <div class="strip-skeleton" role="status" aria-busy="true" aria-label="Loading the timeline" />
      )}
      {loaded.is === 'failed' && (
        <FailureMessage failure={loaded.failure} what="timeline" onRetry={onRetry} />
      )}
      {loaded.is === 'ready' && (
        <Trail item={item} markers={pick(toldOnce(loaded.value.markers), item)} none={none} />
      )}
    </section>
  );
}

function SessionCard({ summary }: { summary: SessionSummary }) {
  const { browser, os, device, country, service, env, version } = summary;
  const words = (...parts: (string | null)[]) => parts.filter((part) => part !== null).join(' · ');
  return (
    <section class="card" aria-label="Session">
      <h2>Session</h2>
      <Facts
        facts={[
          ['User', userOf(summary)],
          ['Started', timeFact(summary.startMs)],
          ['Client', words(browser, os, device, country)],
          ['Service', words(service, version, env)],
        ]}
      />
    </section>
  );
}
