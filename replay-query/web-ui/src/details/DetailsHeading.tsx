// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { Icon, type IconName } from '../ui/Icon';

/** What a page is about and where that belongs, with what can be done on the right. */
export function DetailsHeading(props: {
  path: readonly { label: string; href: string }[];
  icon: IconName;
  title: string;
  children?: ComponentChildren;
}) {
  const { path, icon, title, children } = props;
  useLayoutEffect(() => {
    document.title = `${title} · Playhead`;
  }, [title]);
  return (
    <div class="details-heading">
      <div>
        <nav class="path" aria-label="Where you are">
          {path.map(({ label, href }) => (
            <a key={href} href={href}>
              {label}
            </a>
          ))}
        </nav>
        <h1>
          <Icon name={icon} /> {title}
        </h1>
      </div>
      {children}
    </div>
  );
}

/** The replay, on top of the page; where nothing was recorded, it says so. */
export function ViewReplay({ href, recorded }: { href: string; recorded: boolean }) {
  if (recorded) {
    return (
      <a class="button primary view-replay" href={href}>
        <Icon name="play" />
        View Replay
      </a>
    );
  }
  return (
    <span class="view-replay">
      <a class="button" role="link" aria-disabled="true" aria-describedby="no-replay">
        <Icon name="play" />
        View Replay
      </a>
      <span id="no-replay" class="muted">
        Nothing recorded
      </span>
    </span>
  );
}

/** A page's outline while it is on its way. */
export function DetailsSkeleton({ what }: { what: string }) {
  return (
    <div class="details-skeleton" role="status" aria-busy="true" aria-label={`Loading the ${what}`}>
      {Array.from({ length: 7 }, (_, row) => (
        <i key={row} />
      ))}
    </div>
  );
}
