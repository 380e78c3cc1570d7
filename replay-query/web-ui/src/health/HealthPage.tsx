// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { failureOf, fetchHealth, isAbort, type Failure } from '../api/client';
import type { HealthReport } from '../api/types';
import { Facts } from '../details/Facts';
import { formatBytes, formatClock, formatCount, formatDay } from '../format';
import { AppHeader } from '../ui/AppHeader';
import { Icon } from '../ui/Icon';
import { FailureMessage } from '../ui/Message';
import { bytesInWords, findingsOf, keptInWords, roleInWords } from './findings';
import '../styles/lists.css';
import '../styles/details.css';
import '../styles/health.css';

/** How often the page looks again. */
const EVERY_MS = 10_000;

/** How the installation is, for those who operate it; it looks again by itself while it is in sight. */
export function HealthPage() {
  const report = useSignal<HealthReport | null>(null);
  const failure = useSignal<Failure | null>(null);
  const asked = useSignal(0);

  useEffect(() => {
    document.title = 'Health · Playhead';
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      let againMs = EVERY_MS;
      try {
        report.value = await fetchHealth(abort.signal);
        failure.value = null;
      } catch (thrown) {
        if (isAbort(thrown)) return;
        failure.value = failureOf(thrown);
        if (failure.value.kind === 'restoring') againMs = failure.value.retryAfterMs;
      }
      timer = setTimeout(() => void look(), againMs);
    };
    const follow = () => {
      clearTimeout(timer);
      if (!document.hidden) void look();
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      clearTimeout(timer);
      abort.abort();
    };
  }, [report, failure, asked.value]);

  const now = report.value;
  return (
    <div class="page">
      <AppHeader current={null} />
      <main class="details-page health">
        <div class="details-heading">
          <h1>Health</h1>
          {now && (
            <span class="muted">
              {failure.value ? 'Not told since' : 'As of'} {formatClock(now.atMs)}
            </span>
          )}
        </div>
        {now ? (
          <Report report={now} />
        ) : failure.value ? (
          <FailureMessage failure={failure.value} what="health" onRetry={() => asked.value++} />
        ) : (
          <div
            class="health-skeleton"
            role="status"
            aria-busy="true"
            aria-label="Looking at the installation"
          >
            <i />
            <i />
            <i />
          </div>
        )}
      </main>
    </div>
  );
}

function Report({ report }: { report: HealthReport }) {
  return (
    <>
      <Verdict report={report} />
      <Card title="Lag">
        <LagTable report={report} />
      </Card>
      <div class="health-columns">
        <Card title="Dead letters of the last day">
          <DeadLetters report={report} />
        </Card>
        <Card title="Refused uploads">
          <Refused report={report} />
        </Card>
      </div>
      <Card title="Retention and disks">
        <Disks report={report} />
      </Card>
      <Card title="Versions">
        <Facts
          facts={[
            ['Playhead', report.versions.playhead],
            ['Generation that answers', String(report.versions.generation)],
            ['Generation being built', report.versions.building?.toString() ?? null],
            ['Kafka client', report.versions.kafkaClient],
            ['Java', report.versions.java],
          ]}
        />
      </Card>
    </>
  );
}

function Card({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="card" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Verdict({ report }: { report: HealthReport }) {
  const findings = findingsOf(report);
  return (
    <div role="status" aria-label="What to look at">
      <ul class="verdict">
        {findings.length === 0 && (
          <li class="well">
            <Icon name="well" /> Nothing to see to
          </li>
        )}
        {findings.map(({ level, says }) => (
          <li key={says} class={level}>
            <Icon name={level === 'fails' ? 'error' : 'warning'} />
            {says}
          </li>
        ))}
      </ul>
    </div>
  );
}

const NOT_KNOWN = <p class="muted">The cluster does not say.</p>;

function LagTable({ report }: { report: HealthReport }) {
  if (report.lag === null) return NOT_KNOWN;
  return (
    <Rows head={['Role', 'Group', 'State', 'Records to process']} numbers={1}>
      {report.lag.map(({ role, group, working, records }) => (
        <tr key={role}>
          <td>{roleInWords(role)}</td>
          <td class="mono">{group}</td>
          <td>
            <span class={working ? 'badge live' : 'badge error'}>{working ? 'At work' : 'Not at work'}</span>
          </td>
          <td class="numeric">{formatCount(records)}</td>
        </tr>
      ))}
    </Rows>
  );
}

function DeadLetters({ report }: { report: HealthReport }) {
  if (report.deadLetters === null) return NOT_KNOWN;
  const { reasons, complete } = report.deadLetters;
  if (reasons.length === 0) return <p class="muted">None.</p>;
  return (
    <>
      <Rows head={['Reason', 'Latest', 'Never stored', 'Letters']} numbers={2}>
        {reasons.map(({ reason, count, unstored, latestMs }) => (
          <tr key={reason}>
            <td class="mono">{reason}</td>
            <td>
              {formatDay(latestMs)} {formatClock(latestMs)}
            </td>
            <td class="numeric">{formatCount(unstored)}</td>
            <td class="numeric">{formatCount(count)}</td>
          </tr>
        ))}
      </Rows>
      <p class="muted hint-line">
        {!complete && 'There are more, which are not counted. '}
        <code>./playhead dead-letters list</code> shows them.
      </p>
    </>
  );
}

function Refused({ report }: { report: HealthReport }) {
  if (report.refused === null) {
    return (
      <p class="muted">
        No gateway runs in this process. Each counts what it refuses in its <code>/metrics</code>:{' '}
        <code>playhead_gateway_uploads_rejected_total</code>.
      </p>
    );
  }
  if (report.refused.length === 0)
    return <p class="muted">None since the gateway of this process started.</p>;
  return (
    <Rows head={['Reason', 'Since the gateway started']} numbers={1}>
      {report.refused.map(({ reason, count }) => (
        <tr key={reason}>
          <td class="mono">{reason}</td>
          <td class="numeric">{formatCount(count)}</td>
        </tr>
      ))}
    </Rows>
  );
}

function Disks({ report }: { report: HealthReport }) {
  const { disk, replaysKeptMs } = report;
  const kept = ['Replays are offered for', keptInWords(replaysKeptMs)] as const;
  if (disk === null) {
    return (
      <>
        <Facts facts={[kept]} />
        {NOT_KNOWN}
      </>
    );
  }
  const young = disk.bytesPerDay === null;
  return (
    <>
      <Facts
        facts={[
          kept,
          ['In topics', formatBytes(disk.topicBytes)],
          ['In changelogs of stores', formatBytes(disk.storeBytes)],
          ['Free on the disks of brokers', bytesInWords(disk.freeBytes)],
          ['A day like the last one brings', young ? 'Too young to tell' : bytesInWords(disk.bytesPerDay)],
          ['In topics in the end', young ? 'Too young to tell' : bytesInWords(disk.bytesInTheEnd)],
          [
            'Full in',
            disk.fullInDays === null
              ? young
                ? null
                : 'Never, as it is'
              : `${disk.fullInDays.toFixed(1)} days`,
          ],
        ]}
      />
      <Rows head={['Topic', 'Kept for', 'Records', 'A day', 'Now', 'In the end']} numbers={4}>
        {disk.topics.map((topic) => (
          <tr key={topic.topic}>
            <td class="mono">{topic.topic}</td>
            <td>{topic.keptMs === null ? 'Ever' : keptInWords(topic.keptMs)}</td>
            <td class="numeric">{formatCount(topic.records)}</td>
            <td class="numeric">{topic.bytesPerDay === null ? '–' : formatBytes(topic.bytesPerDay)}</td>
            <td class="numeric">{formatBytes(topic.bytes)}</td>
            <td class="numeric">{topic.bytesInTheEnd === null ? '–' : formatBytes(topic.bytesInTheEnd)}</td>
          </tr>
        ))}
      </Rows>
    </>
  );
}

/** A table of which the last columns are numbers. */
function Rows(props: { head: readonly string[]; numbers: number; children: ComponentChildren }) {
  const { head, numbers, children } = props;
  return (
    <div class="table-frame" tabIndex={0} role="group" aria-label={`By ${head[0]!.toLowerCase()}`}>
      <table>
        <thead>
          <tr>
            {head.map((name, column) => (
              <th key={name} scope="col" class={column >= head.length - numbers ? 'numeric' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
