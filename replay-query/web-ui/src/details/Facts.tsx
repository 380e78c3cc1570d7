// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';
import { formatClock, formatDay, linkOf } from '../format';

/** A name and what is known of it; null where nothing is, and then it is left out. */
export type Fact = readonly [name: string, value: ComponentChildren];

/** Names and values; what is not known is not there. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** A recorded address: a link where it is one that can be followed without harm, else text. */
export function RecordedUrl({ url }: { url: string }) {
  const href = linkOf(url);
  return href === null ? (
    <span class="url">{url}</span>
  ) : (
    <a class="url" href={href} target="_blank" rel="noopener noreferrer">
      {url}
    </a>
  );
}

/** {@link RecordedUrl}, or null where there is none. */
export function urlFact(url: string | null): ComponentChildren {
  return url === null || url === '' ? null : <RecordedUrl url={url} />;
}

export function timeFact(atMs: number | null): string | null {
  return atMs === null ? null : `${formatDay(atMs)} ${formatClock(atMs)}`;
}
