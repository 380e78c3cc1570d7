// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { formatCount } from '../format';
import { WORDS, type KindWords } from '../kinds';
import { SkeletonTable, Table, type Column, type Row } from '../lists/Table';
import {
  ANY_TIME,
  carriedOver,
  explorerUrl,
  NO_FILTERS,
  readQuery,
  withFilter,
  type Filters,
  type Query,
} from '../query/query';
import { AppHeader } from '../ui/AppHeader';
import { Icon } from '../ui/Icon';
import { FailureMessage, Message } from '../ui/Message';
import { PartialNote } from '../ui/PartialNote';
import { Chips } from './Chips';
import { Explorer, type Listed } from './explorer';
import { FacetPanel } from './FacetPanel';
import { knownValues } from './facetGroups';
import type { Received } from './feed';
import { RangeChoice } from './RangeChoice';
import { SearchBox } from './SearchBox';
import '../styles/lists.css';
import '../styles/explorer.css';

/** A list with its columns. */
export interface Shown<R extends Received> extends Listed<R> {
  /** The columns for the rows of one application, or of several. */
  columns(apps: 'one' | 'several'): readonly Column<R>[];
}

/** The newest rows of a kind: searched, filtered, counted. Its address says all that was asked for. */
export function ExplorerPage<R extends Received & Row>({ shown }: { shown: Shown<R> }) {
  const { kind } = shown;
  const explorer = useMemo(
    () => new Explorer(shown, (query) => history.replaceState(null, '', explorerUrl(kind, query))),
    [shown, kind],
  );
  const panelOpen = useSignal(matchMedia('(min-width: 1000px)').matches);

  useEffect(() => {
    document.title = `${WORDS[kind].title} · Playhead`;
    const followUrl = () => void explorer.open(readQuery(kind, new URL(location.href).searchParams));
    followUrl();
    addEventListener('popstate', followUrl);
    return () => {
      removeEventListener('popstate', followUrl);
      explorer.dispose();
    };
  }, [explorer, kind]);

  const change = (part: Partial<Query>) => {
    const query = { ...explorer.query.peek(), ...part };
    history.pushState(null, '', explorerUrl(kind, query));
    void explorer.open(query);
  };
  const query = explorer.query.value;
  const { filters } = query;
  const onFilters = (next: Filters) => change({ filters: next });
  const facets = explorer.facets.value;
  const known = useMemo(() => knownValues(facets), [facets]);

  return (
    <div class="page">
      <AppHeader current={kind} query={carriedOver(query)}>
        <AppChoice explorer={explorer} onApp={(app) => change({ app })} />
      </AppHeader>
      <main class="explorer">
        <h1 class="visually-hidden">{WORDS[kind].title}</h1>
        <a class="skip-link" href="#rows">
          Skip to the list
        </a>
        <div class="query" role="search">
          <button
            class="icon-only"
            aria-label="Filters"
            aria-expanded={panelOpen.value}
            aria-controls="facets"
            title="Show or hide the filters"
            onClick={() => (panelOpen.value = !panelOpen.value)}
          >
            <Icon name="filter" />
          </button>
          <SearchBox
            kind={kind}
            known={known}
            onFilter={(name, filter) => onFilters(withFilter(filters, name, filter))}
          />
          <RangeChoice range={query.range} onRange={(range) => change({ range })} />
          <button onClick={() => void explorer.refresh()}>
            <Icon name="refresh" /> Refresh
          </button>
        </div>
        <Chips filters={filters} onFilters={onFilters} />
        <div class={panelOpen.value ? 'with-facets' : undefined}>
          {panelOpen.value && (
            <FacetPanel
              explorer={explorer}
              filters={filters}
              onFilters={onFilters}
              onApp={(app) => change({ app })}
            />
          )}
          <section id="rows" class="rows" tabIndex={-1} aria-label={`List of ${WORDS[kind].many}`}>
            <PartialNote
              missing={explorer.missing.value}
              copied={explorer.copied.value}
              what={WORDS[kind].many}
            />
            <Content explorer={explorer} shown={shown} onChange={change} />
          </section>
        </div>
      </main>
    </div>
  );
}

function AppChoice<R extends Received>(props: {
  explorer: Explorer<R>;
  onApp: (app: string | null) => void;
}) {
  const { explorer, onApp } = props;
  const chosen = explorer.query.value.app;
  const apps = explorer.apps.value ?? [];
  const known = chosen === null || apps.some(({ app }) => app === chosen);
  return (
    <label class="choice">
      <span>Application</span>
      <select value={chosen ?? ''} onChange={(event) => onApp(event.currentTarget.value || null)}>
        {explorer.listed.kind === 'sessions' && <option value="">All applications</option>}
        {!known && <option value={chosen}>{chosen}</option>}
        {apps.map(({ app, sessions }) => (
          <option key={app} value={app}>
            {sessions === null ? app : `${app} (${sessions})`}
          </option>
        ))}
      </select>
    </label>
  );
}

function Content<R extends Received & Row>(props: {
  explorer: Explorer<R>;
  shown: Shown<R>;
  onChange: (part: Partial<Query>) => void;
}) {
  const { explorer, shown, onChange } = props;
  const words = WORDS[shown.kind];
  const rows = explorer.rows.value;
  const failure = explorer.failure.value;
  const loading = explorer.loading.value;
  const columns = shown.columns(explorer.query.value.app === null ? 'several' : 'one');
  const trouble = failure !== null && (
    <FailureMessage failure={failure} what={`list of ${words.many}`} onRetry={() => void explorer.more()}>
      <ClearFilters explorer={explorer} onChange={onChange} />
    </FailureMessage>
  );
  if (rows.length === 0) {
    if (trouble) return trouble;
    if (loading) return <SkeletonTable columns={columns} what={words.many} />;
    return <Nothing explorer={explorer} onChange={onChange} />;
  }
  return (
    <>
      <Table columns={columns} rows={rows} label={words.title} busy={explorer.stale.value} />
      {trouble}
      <div class="more">
        <p class="muted" role="status">
          {countInWords(rows.length, explorer.ended.value, words)}
        </p>
        {!explorer.ended.value && <More explorer={explorer} />}
      </div>
    </>
  );
}

function countInWords(count: number, all: boolean, { one, many }: KindWords): string {
  const which = all ? (count === 1 ? 'Only' : 'All') : 'Newest';
  return `${which} ${formatCount(count)} ${count === 1 ? one : many}`;
}

function More<R extends Received>({ explorer }: { explorer: Explorer<R> }) {
  const loading = explorer.loading.value;
  return (
    <button disabled={loading} aria-busy={loading} onClick={() => void explorer.more()}>
      {loading ? 'Loading…' : 'Load more'}
    </button>
  );
}

function ClearFilters<R extends Received>(props: {
  explorer: Explorer<R>;
  onChange: (part: Partial<Query>) => void;
}) {
  if (props.explorer.query.value.filters.size === 0) return null;
  return <button onClick={() => props.onChange({ filters: NO_FILTERS })}>Clear filters</button>;
}

/** Says why there is no row, and what would bring some. */
function Nothing<R extends Received>(props: {
  explorer: Explorer<R>;
  onChange: (part: Partial<Query>) => void;
}) {
  const { explorer, onChange } = props;
  const { app, range, filters } = explorer.query.value;
  const { many } = WORDS[explorer.listed.kind];
  const filtered = filters.size > 0 || range.is !== 'any';
  if (!explorer.ended.value) {
    return (
      <Message title={`None of the newest ${many} fits these filters`}>
        <p>Older ones were not looked at yet.</p>
        <p class="actions">
          <More explorer={explorer} />
          <ClearFilters explorer={explorer} onChange={onChange} />
        </p>
      </Message>
    );
  }
  if (filtered) {
    return (
      <Message title={`No ${many} fit these filters`}>
        {range.is !== 'any' && <p>Only those received in the chosen time are looked at.</p>}
        <p class="actions">
          <ClearFilters explorer={explorer} onChange={onChange} />
          {range.is !== 'any' && <button onClick={() => onChange({ range: ANY_TIME })}>Any time</button>}
        </p>
      </Message>
    );
  }
  if (app === null) {
    return (
      <Message title={`No ${many} yet`}>
        <p>Point a recording SDK at the gateway: its first session appears here within seconds.</p>
      </Message>
    );
  }
  return (
    <Message title={`No ${many} in this application`}>
      {explorer.listed.kind === 'sessions' ? (
        <button onClick={() => onChange({ app: null })}>Show all applications</button>
      ) : (
        <p>Its SDK has sent none.</p>
      )}
    </Message>
  );
}
