// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { SessionSummary } from '../api/types';
import {
  formatClock,
  formatDay,
  formatPercent,
  formatSpan,
  hostOf,
  pathOf,
  shortId,
  spokenSpan,
} from '../format';
import { replayUrl } from '../routes';
import { Icon } from '../ui/Icon';

const COLUMNS = [
  'Replay',
  'Session',
  'Started',
  'Duration',
  'Active',
  'Pages',
  'Errors',
  'Complete',
  'SDK',
  'Status',
];
const NUMERIC = new Set(['Duration', 'Active', 'Pages', 'Errors', 'Complete']);

/** Columns that a narrow window does without. */
const EXTRA = new Set(['Pages', 'SDK']);

function classOf(column: string): string {
  return [NUMERIC.has(column) && 'numeric', EXTRA.has(column) && 'extra'].filter(Boolean).join(' ');
}

export function SessionTable({ rows, showApp }: { rows: readonly SessionSummary[]; showApp: boolean }) {
  return (
    <div class="table-frame">
      <table>
        <TableHead />
        <tbody>
          {rows.map((row) => (
            <Row key={`${row.app}:${row.session}`} row={row} showApp={showApp} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The table's outline while its rows are on their way. */
export function SkeletonTable() {
  return (
    <div class="table-frame" aria-busy="true" role="status" aria-label="Loading sessions">
      <table aria-hidden="true">
        <TableHead />
        <tbody>
          {Array.from({ length: 6 }, (_, row) => (
            <tr key={row} class="skeleton">
              {COLUMNS.map((column) => (
                <td key={column} class={column === 'Session' ? 'session' : classOf(column)}>
                  <i />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TableHead() {
  return (
    <thead>
      <tr>
        {COLUMNS.map((column) => (
          <th key={column} scope="col" class={classOf(column)}>
            {column}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Row({ row, showApp }: { row: SessionSummary; showApp: boolean }) {
  const labelId = `session-${row.app}-${row.session}`;
  return (
    <tr data-session={row.session}>
      <td>
        <PlayLink row={row} describedBy={labelId} />
      </td>
      <td class="session">
        <div id={labelId} class="first-url" title={row.firstUrl ?? undefined}>
          {row.firstUrl === null ? <span class="muted">No page address</span> : <Url url={row.firstUrl} />}
        </div>
        <div class="second muted">
          <span class="user">{userOf(row)}</span>
          <span class="mono" title={`Session ${row.session}`}>
            {shortId(row.session)}
          </span>
          {showApp && (
            <span class="mono" title={`Application ${row.app}`}>
              app {shortId(row.app)}
            </span>
          )}
        </div>
      </td>
      <td class="started">
        {row.startMs === null ? (
          <Unknown />
        ) : (
          <time dateTime={new Date(row.startMs).toISOString()} title={receivedTitle(row)}>
            {formatClock(row.startMs)}
            <span class="second muted">{formatDay(row.startMs)}</span>
          </time>
        )}
      </td>
      <td class="numeric">{row.durationMs === null ? <Unknown /> : formatSpan(row.durationMs)}</td>
      <td class="numeric">
        <Active row={row} />
      </td>
      <td class="numeric extra">{row.views ?? <Unknown />}</td>
      <td class="numeric">
        <Errors count={row.errors} />
      </td>
      <td class="numeric">
        <Completeness share={row.completeness} />
        <Limits reached={row.limits ?? []} />
      </td>
      <td class="sdk extra">
        {row.sdk?.name ?? <Unknown />}
        {row.sdk?.version && <span class="second muted">{row.sdk.version}</span>}
      </td>
      <td>
        {row.status === 'OPEN' ? (
          <span class="badge live" title="Data may still arrive">
            Live
          </span>
        ) : (
          <span class="badge">Closed</span>
        )}
      </td>
    </tr>
  );
}

function PlayLink({ row, describedBy }: { row: SessionSummary; describedBy: string }) {
  if (row.hasReplay !== false) {
    return (
      <a class="button primary play" href={replayUrl(row.app, row.session)} aria-describedby={describedBy}>
        <Icon name="play" />
        Play
      </a>
    );
  }
  const reasonId = `${describedBy}-reason`;
  return (
    <>
      <a class="button play" role="link" aria-disabled="true" aria-describedby={reasonId}>
        <Icon name="play" />
        Play
      </a>
      <span id={reasonId} class="second muted">
        Nothing recorded
      </span>
    </>
  );
}

function Url({ url }: { url: string }) {
  const host = hostOf(url);
  return (
    <>
      {pathOf(url)}
      {host !== null && <span class="muted host">{host}</span>}
    </>
  );
}

function Active({ row }: { row: SessionSummary }) {
  if (row.activeMs === null) return <Unknown />;
  const share = row.durationMs ? Math.min(1, row.activeMs / row.durationMs) : 1;
  return (
    <span class="active" title={`Active for ${spokenSpan(row.activeMs)}`}>
      {formatSpan(row.activeMs)}
      <i class="share" aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </i>
    </span>
  );
}

function Errors({ count }: { count: number | null }) {
  if (count === null) return <Unknown />;
  if (count === 0) return <span class="muted">0</span>;
  return (
    <span class="badge error">
      <Icon name="error" />
      {count}
    </span>
  );
}

function Completeness({ share }: { share: number | null }) {
  if (share === null) return <Unknown />;
  if (share >= 1) return <span class="muted">100%</span>;
  return (
    <span class="badge warning" title="Part of the recording never arrived or could not be read">
      <Icon name="warning" />
      {formatPercent(share)}
    </span>
  );
}

function Limits({ reached }: { reached: readonly string[] }) {
  if (reached.length === 0) return null;
  return (
    <span class="badge warning" title={`More came than a session may have: ${reached.join(', ')}`}>
      <Icon name="warning" />
      Cut
    </span>
  );
}

function Unknown() {
  return (
    <span class="muted" title="Unknown">
      –
    </span>
  );
}

function userOf(row: SessionSummary): string {
  return row.user?.name ?? row.user?.email ?? row.user?.id ?? 'Anonymous';
}

function receivedTitle(row: SessionSummary): string | undefined {
  if (row.receivedMs === null) return undefined;
  return `Recorder time. Received ${formatDay(row.receivedMs)} ${formatClock(row.receivedMs)}`;
}
