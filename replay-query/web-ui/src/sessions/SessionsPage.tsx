// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useEffect, useMemo } from 'preact/hooks';
import { AppHeader } from '../ui/AppHeader';
import { Icon } from '../ui/Icon';
import { FailureMessage, Message } from '../ui/Message';
import { SessionList } from './sessionList';
import { SessionTable, SkeletonTable } from './SessionTable';
import '../styles/sessions.css';

/** The recorded sessions, newest received first, of one application or of all. */
export function SessionsPage() {
  const list = useMemo(() => new SessionList(), []);
  useEffect(() => {
    document.title = 'Sessions · Playhead';
    const followUrl = () => void list.open(new URL(location.href).searchParams.get('app'));
    followUrl();
    addEventListener('popstate', followUrl);
    return () => {
      removeEventListener('popstate', followUrl);
      list.dispose();
    };
  }, [list]);

  const choose = (app: string | null) => {
    history.pushState(null, '', app === null ? '/sessions' : `/sessions?${new URLSearchParams({ app })}`);
    void list.open(app);
  };

  return (
    <div class="page">
      <AppHeader>
        <AppChoice list={list} onChoose={choose} />
      </AppHeader>
      <main class="sessions">
        <div class="heading">
          <h1>Sessions</h1>
          <p class="muted">Newest received first</p>
          <button class="quiet" onClick={() => void list.open(list.app.peek())}>
            <Icon name="refresh" /> Refresh
          </button>
        </div>
        <Partial list={list} />
        <Content list={list} onShowAll={() => choose(null)} />
      </main>
    </div>
  );
}

function AppChoice({ list, onChoose }: { list: SessionList; onChoose: (app: string | null) => void }) {
  const chosen = list.app.value;
  const apps = list.apps.value ?? [];
  const known = chosen === null || apps.some(({ app }) => app === chosen);
  return (
    <label class="choice">
      <span>Application</span>
      <select value={chosen ?? ''} onChange={(event) => onChoose(event.currentTarget.value || null)}>
        <option value="">All applications</option>
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

function Content({ list, onShowAll }: { list: SessionList; onShowAll: () => void }) {
  const rows = list.rows.value;
  const failure = list.failure.value;
  const loading = list.loading.value;
  const trouble = failure !== null && (
    <FailureMessage failure={failure} what="session list" onRetry={() => void list.retry()} />
  );
  if (rows.length === 0) {
    if (trouble) return trouble;
    if (loading) return <SkeletonTable />;
    return <NoSessions app={list.app.value} onShowAll={onShowAll} />;
  }
  return (
    <>
      <SessionTable rows={rows} showApp={list.app.value === null} />
      {trouble}
      <div class="more">
        {list.ended.value ? (
          <p class="muted">
            {rows.length === 1 ? 'This is the only session.' : `These are all ${rows.length} sessions.`}
          </p>
        ) : (
          <button disabled={loading} aria-busy={loading} onClick={() => void list.more()}>
            {loading ? 'Loading…' : 'Load more'}
          </button>
        )}
      </div>
    </>
  );
}

function NoSessions({ app, onShowAll }: { app: string | null; onShowAll: () => void }) {
  if (app === null) {
    return (
      <Message title="No sessions yet">
        <p>Point a recording SDK at the gateway: its first session appears here within seconds.</p>
      </Message>
    );
  }
  return (
    <Message title="No sessions in this application">
      <button onClick={onShowAll}>Show all applications</button>
    </Message>
  );
}

function Partial({ list }: { list: SessionList }) {
  const missing = list.missing.value;
  if (missing.length === 0) return null;
  return (
    <p class="partial" role="status">
      <Icon name="warning" />
      <span>
        Some sessions may be missing: {missing.length === 1 ? 'partition' : 'partitions'} {missing.join(', ')}{' '}
        of the index did not answer.
      </span>
    </p>
  );
}
