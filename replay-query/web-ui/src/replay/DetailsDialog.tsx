// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { Signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { SessionSummary } from '../api/types';
import { SessionFacts } from '../details/SessionFacts';
import { userOf } from '../lists/sessionColumns';
import { sessionUrl } from '../routes';
import { Icon } from '../ui/Icon';
import '../styles/details.css';

/** The facts of the session, slid in from the right; the replay stays where it is behind them. */
export function DetailsDialog({ open, summary }: { open: Signal<boolean>; summary: SessionSummary }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => (open.value = false);
  useLayoutEffect(() => {
    if (open.value) dialog.current!.showModal();
    else dialog.current!.close();
  }, [open.value]);
  return (
    <dialog
      ref={dialog}
      class="slide-over"
      aria-labelledby="details-of"
      onClose={close}
      // What is inside the dialog covers it: only its backdrop is pressed as the dialog itself.
      onClick={(event) => event.target === event.currentTarget && close()}
    >
      {open.value && (
        <div>
          <div class="head">
            <h2 id="details-of">Session of {userOf(summary)}</h2>
            <button class="icon-only" aria-label="Close" title="Close (Esc)" onClick={close}>
              <Icon name="close" />
            </button>
          </div>
          <SessionFacts summary={summary} />
          <a class="button" href={sessionUrl(summary.app, summary.session)}>
            All of the session
          </a>
        </div>
      )}
    </dialog>
  );
}
