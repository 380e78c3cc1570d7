// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { SessionSummary } from '../api/types';
import { formatBytes, formatSpan } from '../format';
import { Completeness, Limits } from '../lists/sessionColumns';
import { listUrl } from '../query/query';
import { Facts, timeFact, urlFact } from './Facts';

/** All that is known of a session as a whole; some of it leads to the sessions of which the same is true. */
export function SessionFacts({ summary }: { summary: SessionSummary }) {
  const { app, user, durationMs, activeMs, inactiveMs, inactivityGaps, sdk, attributes } = summary;
  const filtered = (name: string, value: string | null) =>
    value === null ? null : (
      <a href={listUrl('sessions', app, { name, value })} title={`Sessions with ${value}`}>
        {value}
      </a>
    );
  return (
    <Facts
      facts={[
        ['Session ID', <span class="mono id">{summary.session}</span>],
        ['Application', <span class="mono id">{app}</span>],
        ['User', filtered('user', user?.name ?? user?.email ?? user?.id ?? null)],
        ['User ID', user?.id ?? null],
        ['Email', user?.email ?? null],
        ['Started', timeFact(summary.startMs)],
        ['Ended', summary.status === 'OPEN' ? null : timeFact(summary.endMs)],
        ['Last heard of', summary.status === 'OPEN' ? timeFact(summary.endMs) : null],
        ['Duration', durationMs === null ? null : formatSpan(durationMs)],
        ['Active', activeMs === null ? null : formatSpan(activeMs)],
        [
          'Inactive',
          inactiveMs === null || !inactivityGaps
            ? null
            : `${formatSpan(inactiveMs)} in ${inactivityGaps} ${inactivityGaps === 1 ? 'pause' : 'pauses'}`,
        ],
        ['Browser', filtered('browser', summary.browser)],
        ['System', filtered('os', summary.os)],
        ['Device', filtered('device', summary.device)],
        ['Country', filtered('country', summary.country)],
        ['Environment', filtered('env', summary.env)],
        ['Service', filtered('service', summary.service)],
        ['Version', filtered('version', summary.version)],
        ['SDK', sdk?.name ? [sdk.name, sdk.version].filter((word) => word !== null).join(' ') : null],
        ['First page', urlFact(summary.firstUrl)],
        ['Last page', urlFact(summary.lastUrl)],
        ['Frustrations', summary.frustrations === null ? null : String(summary.frustrations)],
        ...(summary.hasReplay === false
          ? []
          : [
              [
                'Recording',
                <>
                  <Completeness share={summary.completeness} /> complete
                  {summary.bytes !== null && `, ${formatBytes(summary.bytes)}`}
                  {summary.segments !== null && ` in ${summary.segments} segments`}{' '}
                  <Limits reached={summary.limits ?? []} />
                </>,
              ] as const,
            ]),
        ['Received', timeFact(summary.receivedMs)],
        ['Kept until', timeFact(summary.expiresMs)],
        ...Object.entries(attributes ?? {}).map(([name, value]) => [name, String(value)] as const),
      ]}
    />
  );
}
