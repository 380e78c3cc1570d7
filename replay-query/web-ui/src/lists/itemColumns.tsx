// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { RumItem } from '../api/types';
import { formatBytes, formatDuration, formatSpan, hostOf, pathOf, plainWords } from '../format';
import {
  actionFacts,
  errorFacts,
  isFailed,
  longTaskFacts,
  pageUrlOf,
  resourceFacts,
  viewFacts,
  type Vital,
} from '../items/facts';
import type { ItemKind } from '../kinds';
import { itemUrl, momentUrl } from '../routes';
import { Icon } from '../ui/Icon';
import { Address, DetailsLink, Known, PlayLink, SessionLink, Troubles, Unknown, When } from './cells';
import type { Column } from './Table';

/** The columns of a list of items; `showSession` where it holds those of several sessions. */
export function itemColumns(kind: ItemKind, showSession: boolean): Column<RumItem>[] {
  return [
    {
      title: 'Replay',
      cell: (item) => (
        <PlayLink
          href={momentUrl(item, true)}
          recorded={item.hasReplay !== false}
          about={titleOf(kind, item)}
        />
      ),
    },
    ...OWN[kind],
    { title: 'When', cell: ({ atMs, receivedMs }) => <When atMs={atMs} receivedMs={receivedMs} /> },
    ...(showSession ? [{ title: 'Session', cell: SessionLink }] : []),
  ];
}

/** What an item is, in one line. */
export function titleOf(kind: ItemKind, item: RumItem): string {
  switch (kind) {
    case 'views': {
      const url = pageUrlOf(item);
      return item.label ?? (url === null ? 'View without an address' : pathOf(url));
    }
    case 'errors':
      return errorFacts(item).message;
    case 'resources': {
      const { url } = resourceFacts(item);
      return url === null ? (item.label ?? 'Resource without an address') : pathOf(url);
    }
    case 'actions':
      return actionFacts(item).name ?? 'Action without a name';
    case 'long-tasks':
      return plainWords(longTaskFacts(item).type ?? 'Long task');
  }
}

/** What a heading holds of a title. */
const HEADLINE_CHARS = 160;

/** {@link titleOf} as a heading: its first line, cut where it is long. */
export function headlineOf(kind: ItemKind, item: RumItem): string {
  const [line = ''] = titleOf(kind, item).trim().split('\n', 1);
  return line.length <= HEADLINE_CHARS ? line : `${line.slice(0, HEADLINE_CHARS - 1)}…`;
}

/** The cell that leads to the item, with a second line. */
function main(kind: ItemKind, second: (item: RumItem) => string | null): Column<RumItem>['cell'] {
  return (item) => {
    const more = second(item);
    const title = titleOf(kind, item);
    return (
      <>
        <div class="first">
          <DetailsLink href={itemUrl(item.app, item.session, kind, item.id)} label={title} title={title} />
        </div>
        {more !== null && <div class="second muted">{more}</div>}
      </>
    );
  };
}

function hostOfUrl(url: string | null): string | null {
  return url === null ? null : hostOf(url);
}

const page: Column<RumItem> = {
  title: 'View',
  role: 'extra',
  cell: (item) => <Address url={pageUrlOf(item)} />,
};

const duration: Column<RumItem> = {
  title: 'Duration',
  role: 'numeric',
  cell: ({ durationMs }) => <Known value={durationMs} format={formatDuration} />,
};

/** A view's own count of something, by its title. */
function countOf(item: RumItem, title: string): number | null {
  return viewFacts(item).counts.find((count) => count.title === title)?.count ?? null;
}

function vital(name: string): Column<RumItem> {
  return {
    title: name,
    role: 'numeric extra',
    cell: (item) => {
      const found = viewFacts(item).vitals.find((one) => one.name === name);
      return found ? <Rated vital={found} /> : <Unknown />;
    },
  };
}

const OWN: Readonly<Record<ItemKind, readonly Column<RumItem>[]>> = {
  views: [
    { title: 'View', role: 'main', cell: main('views', (item) => hostOfUrl(pageUrlOf(item))) },
    {
      title: 'Time spent',
      role: 'numeric',
      cell: ({ durationMs }) => <Known value={durationMs} format={formatSpan} />,
    },
    {
      title: 'Loading',
      role: 'numeric',
      cell: (item) => <Known value={viewFacts(item).loadingMs} format={formatDuration} />,
    },
    vital('LCP'),
    vital('INP'),
    vital('CLS'),
    {
      title: 'Errors',
      role: 'numeric',
      cell: (item) => <Troubles count={countOf(item, 'Errors')} icon="error" />,
    },
    {
      title: 'Actions',
      role: 'numeric extra',
      cell: (item) => <Known value={countOf(item, 'Actions')} format={String} />,
    },
  ],
  errors: [
    {
      title: 'Error',
      role: 'main',
      cell: main('errors', (item) => {
        const { type, source } = errorFacts(item);
        return [type, source].filter((word) => word !== null).join(' · ') || null;
      }),
    },
    {
      title: 'Handling',
      role: 'extra',
      cell: (item) => <Known value={errorFacts(item).handling} format={plainWords} />,
    },
    page,
  ],
  resources: [
    {
      title: 'Resource',
      role: 'main',
      cell: main('resources', (item) => hostOfUrl(resourceFacts(item).url)),
    },
    {
      title: 'Method',
      role: 'extra',
      cell: (item) => <Known value={resourceFacts(item).method} format={String} />,
    },
    { title: 'Status', role: 'numeric', cell: (item) => <StatusCode code={resourceFacts(item).status} /> },
    {
      title: 'Type',
      role: 'extra',
      cell: (item) => <Known value={resourceFacts(item).type} format={String} />,
    },
    duration,
    {
      title: 'Size',
      role: 'numeric extra',
      cell: (item) => <Known value={resourceFacts(item).bytes} format={formatBytes} />,
    },
  ],
  actions: [
    { title: 'Action', role: 'main', cell: main('actions', (item) => actionFacts(item).selector) },
    { title: 'Type', cell: (item) => <Known value={actionFacts(item).type} format={plainWords} /> },
    {
      title: 'Frustration',
      role: 'extra',
      cell: (item) => <Frustrations of={actionFacts(item).frustrations} />,
    },
    duration,
    {
      title: 'Errors',
      role: 'numeric',
      cell: (item) => <Troubles count={actionFacts(item).errors} icon="error" />,
    },
    page,
  ],
  'long-tasks': [
    {
      title: 'Long task',
      role: 'main',
      cell: main('long-tasks', (item) => longTaskFacts(item).scripts[0]?.invoker ?? null),
    },
    duration,
    {
      title: 'Blocking',
      role: 'numeric',
      cell: (item) => <Known value={longTaskFacts(item).blockingMs} format={formatDuration} />,
    },
    page,
  ],
};

/** A web vital, with a sign where it is not good. */
export function Rated({ vital: { value, unit, rating } }: { vital: Vital }) {
  const text = unit === 'ms' ? formatDuration(value) : String(Number(value.toFixed(3)));
  switch (rating) {
    case 'good':
      return <>{text}</>;
    case 'fair':
      return (
        <span class="badge warning" title="Needs improvement">
          <Icon name="warning" />
          {text}
        </span>
      );
    case 'poor':
      return (
        <span class="badge error" title="Poor">
          <Icon name="error" />
          {text}
        </span>
      );
  }
}

export function StatusCode({ code }: { code: number | null }) {
  if (code === null) return <Unknown />;
  if (!isFailed(code)) return <>{code}</>;
  return (
    <span class="badge error">
      <Icon name="error" />
      {code === 0 ? 'Failed' : code}
    </span>
  );
}

export function Frustrations({ of: kinds }: { of: readonly string[] }) {
  if (kinds.length === 0) return <span class="muted">None</span>;
  return (
    <span class="badge warning">
      <Icon name="frustration" />
      {kinds.map(plainWords).join(', ')}
    </span>
  );
}
