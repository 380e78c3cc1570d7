// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { SessionSummary } from '../api/types';
import { formatPercent, formatSpan, hostOf, pathOf, shortId, spokenSpan } from '../format';
import { replayUrl, sessionUrl } from '../routes';
import { Icon } from '../ui/Icon';
import { DetailsLink, Known, PlayLink, Status, Troubles, Unknown, When } from './cells';
import { standingOf } from './status';
import type { Column } from './Table';

/** The columns of a list of sessions; `showApp` where it holds those of several applications. */
export function sessionColumns(showApp: boolean): Column<SessionSummary>[] {
  return [
    {
      title: 'Replay',
      cell: (row) => (
        <PlayLink
          href={replayUrl(row)}
          recorded={row.hasReplay !== false}
          about={`the session of ${userOf(row)}`}
        />
      ),
    },
    { title: 'Session', role: 'main', cell: (row) => <Session row={row} showApp={showApp} /> },
    { title: 'Started', cell: (row) => <When atMs={row.startMs} receivedMs={row.receivedMs} /> },
    { title: 'Duration', role: 'numeric', cell: (row) => <Duration row={row} /> },
    { title: 'Views', role: 'numeric extra', cell: ({ views }) => <Known value={views} format={String} /> },
    {
      title: 'Actions',
      role: 'numeric extra',
      cell: ({ actions }) => <Known value={actions} format={String} />,
    },
    { title: 'Errors', role: 'numeric', cell: ({ errors }) => <Troubles count={errors} icon="error" /> },
    {
      title: 'Frustrations',
      role: 'numeric extra',
      cell: ({ frustrations }) => <Troubles count={frustrations} icon="frustration" />,
    },
    { title: 'Browser', role: 'extra', cell: (row) => <Browser row={row} /> },
    {
      title: 'Complete',
      role: 'numeric',
      cell: (row) => (
        <>
          <Completeness share={row.completeness} />
          <Limits reached={row.limits ?? []} />
        </>
      ),
    },
    { title: 'Status', cell: (row) => <Status standing={standingOf(row)} /> },
  ];
}

export function userOf({ user }: Pick<SessionSummary, 'user'>): string {
  return user?.name ?? user?.email ?? user?.id ?? 'Anonymous';
}

function Session({ row, showApp }: { row: SessionSummary; showApp: boolean }) {
  const { firstUrl } = row;
  const host = firstUrl === null ? null : hostOf(firstUrl);
  return (
    <>
      <div class="first">
        <DetailsLink
          href={sessionUrl(row.app, row.session)}
          label={firstUrl === null ? 'No page address' : pathOf(firstUrl)}
          title={firstUrl}
        />
        {host !== null && <span class="muted host">{host}</span>}
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
    </>
  );
}

/** The length of a session and how much of it somebody was active. */
function Duration({ row: { durationMs, activeMs } }: { row: SessionSummary }) {
  if (durationMs === null) return <Unknown />;
  if (activeMs === null) return <>{formatSpan(durationMs)}</>;
  const share = durationMs > 0 ? Math.min(1, activeMs / durationMs) : 1;
  return (
    <span class="active" title={`Active for ${spokenSpan(activeMs)}`}>
      {formatSpan(durationMs)}
      <span class="second muted">{formatSpan(activeMs)} active</span>
      <i class="share" aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </i>
    </span>
  );
}

function Browser({ row: { browser, os, device, country } }: { row: SessionSummary }) {
  const rest = [os, device, country].filter((word) => word !== null).join(' · ');
  return (
    <>
      {browser ?? <Unknown />}
      {rest !== '' && <span class="second muted">{rest}</span>}
    </>
  );
}

export function Completeness({ share }: { share: number | null }) {
  if (share === null) return <Unknown />;
  if (share >= 1) return <span class="muted">100%</span>;
  return (
    <span class="badge warning" title="Part of the recording never arrived or could not be read">
      <Icon name="warning" />
      {formatPercent(share)}
    </span>
  );
}

export function Limits({ reached }: { reached: readonly string[] }) {
  if (reached.length === 0) return null;
  return (
    <span class="badge warning" title={`More came than a session may have: ${reached.join(', ')}`}>
      <Icon name="warning" />
      Cut
    </span>
  );
}
