// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useComputed } from '@preact/signals';
import type { Timeline } from '../api/types';
import { pathOf } from '../format';
import type { Controller } from '../player/controller';

/** The tabs that are open at this moment, where there are several: which one is shown, and the others. */
export function Lanes({ controller, timeline }: { controller: Controller; timeline: Timeline }) {
  // The time moves with each frame; which tabs are open does not.
  const names = useComputed(() =>
    timeline.views
      .filter((view) => view.startMs <= controller.time.value && controller.time.value <= view.endMs)
      .map(({ id }) => id)
      .join('\n'),
  ).value;
  const ids = new Set(names.split('\n'));
  const open = timeline.views.filter(({ id }) => ids.has(id));
  if (open.length < 2) return null;
  return (
    <div class="speeds lanes" role="group" aria-label="Tabs">
      {open.map((view) => (
        <button
          key={view.id}
          aria-pressed={controller.view.value === view.id}
          title={view.url ?? undefined}
          onClick={() => void controller.jumpTo(controller.time.peek(), view.id)}
        >
          {view.name ?? (view.url === null ? view.id : pathOf(view.url))}
        </button>
      ))}
    </div>
  );
}
