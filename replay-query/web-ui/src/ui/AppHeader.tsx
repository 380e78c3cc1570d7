// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

/** The bar on top of a page: the mark, and what the page adds. */
export function AppHeader({ children }: { children?: ComponentChildren }) {
  return (
    <header class="bar">
      <a class="mark" href="/sessions">
        <img src="/ui/playhead.svg" width="22" height="22" alt="" />
        Playhead
      </a>
      {children}
    </header>
  );
}
