// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useId } from 'preact/hooks';
import { formatClock, formatDay, hostOf, pathOf, shortId } from '../format';
import { sessionUrl } from '../routes';
import { Icon } from '../ui/Icon';
import type { Standing } from './status';

/** Plays what a row is about; where nothing was recorded, it says so and leads nowhere. */
export function PlayLink(props: { href: string; recorded: boolean; about: string }) {
  const reasonId = useId();
  if (props.recorded) {
    return (
      <a class="button primary play" href={props.href} title={`Play ${props.about}`}>
        <Icon name="play" />
        Play
      </a>
    );
  }
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

/** Leads to what a row is about; the whole row can be clicked for it. */
export function DetailsLink({ href, label, title }: { href: string; label: string; title?: string | null }) {
  return (
    <a class="details" href={href} title={title ?? undefined}>
      {label}
    </a>
  );
}

export function SessionLink({ app, session }: { app: string; session: string }) {
  return (
    <a class="mono" href={sessionUrl(app, session)} title={`Session ${session}`}>
      {shortId(session)}
    </a>
  );
}

/** When something happened by the recorder's clock; when it was received is said on hover. */
export function When({ atMs, receivedMs }: { atMs: number | null; receivedMs: number | null }) {
  if (atMs === null) return <Unknown />;
  const received =
    receivedMs === null ? '' : `. Received ${formatDay(receivedMs)} ${formatClock(receivedMs)}`;
  return (
    <time dateTime={new Date(atMs).toISOString()} title={`Recorder time${received}`}>
      {formatClock(atMs)}
      <span class="second muted">{formatDay(atMs)}</span>
    </time>
  );
}

/** Path and host of a recorded address, as text. */
export function Address({ url }: { url: string | null }) {
  if (url === null) return <Unknown />;
  const host = hostOf(url);
  return (
    <span class="address-cell" title={url}>
      {pathOf(url)}
      {host !== null && <span class="second muted">{host}</span>}
    </span>
  );
}

/** How often something that one would rather not see happened. */
export function Troubles({ count, icon }: { count: number | null; icon: 'error' | 'frustration' }) {
  if (count === null) return <Unknown />;
  if (count === 0) return <span class="muted">0</span>;
  return (
    <span class={icon === 'error' ? 'badge error' : 'badge warning'}>
      <Icon name={icon} />
      {count}
    </span>
  );
}

export function Status({ standing }: { standing: Standing }) {
  switch (standing) {
    case 'live':
      return (
        <span class="badge live" title="It goes on">
          Live
        </span>
      );
    case 'open':
      return (
        <span class="badge" title="Recorded earlier; more of it may still arrive">
          Open
        </span>
      );
    case 'closed':
      return <span class="badge">Closed</span>;
  }
}

export function Unknown() {
  return (
    <span class="muted" title="Unknown">
      –
    </span>
  );
}

/** What a format makes of a value, or that it is unknown. */
export function Known<T>({ value, format }: { value: T | null; format: (value: T) => string }) {
  return value === null ? <Unknown /> : <>{format(value)}</>;
}
