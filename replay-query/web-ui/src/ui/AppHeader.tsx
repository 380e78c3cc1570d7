// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';
import { LIST_KINDS, WORDS, type ListKind } from '../kinds';
import { ANY_TIME, explorerUrl, NO_FILTERS, type Query } from '../query/query';
import { Icon } from './Icon';

/** The bar on top of a page: the mark, the lists where the page has room for them, and what the page adds. */
export function AppHeader(props: {
  /** The list that is shown; null where none is, but they are led to. */
  current?: ListKind | null;
  /** Whether the page stands for itself, and leads to no other. */
  alone?: boolean;
  /** What the lists open with. */
  query?: Query;
  children?: ComponentChildren;
}) {
  const {
    current,
    alone = false,
    query = { app: null, range: ANY_TIME, filters: NO_FILTERS },
    children,
  } = props;
  return (
    <header class="bar">
      <a class="mark" {...(alone ? {} : { href: '/sessions' })}>
        <img src="/ui/playhead.svg" width="22" height="22" alt="" />
        Playhead
      </a>
      {current !== undefined && (
        <nav class="lists" aria-label="Lists">
          {LIST_KINDS.map((kind) => (
            <a
              key={kind}
              href={explorerUrl(kind, query)}
              aria-current={kind === current ? 'page' : undefined}
            >
              {WORDS[kind].title}
            </a>
          ))}
        </nav>
      )}
      {children}
      {current !== undefined && (
        <a class="quiet" href="/health" title="How the installation is">
          <Icon name="health" />
          <span class="visually-hidden">Health</span>
        </a>
      )}
    </header>
  );
}
