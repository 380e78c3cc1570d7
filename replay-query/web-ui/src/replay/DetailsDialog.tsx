// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { Signal } from '@preact/signals';
import type { SessionSummary } from '../api/types';
import { SessionFacts } from '../details/SessionFacts';
import { userOf } from '../lists/sessionColumns';
import { sessionUrl } from '../routes';
import { SlideOver } from '../ui/SlideOver';
import '../styles/details.css';

/** The facts of the session, beside its replay. */
export function DetailsDialog(props: {
  open: Signal<boolean>;
  summary: SessionSummary;
  /** Whether the session's own page may be led to. */
  leadsOn: boolean;
}) {
  const { open, summary, leadsOn } = props;
  return (
    <SlideOver open={open} title={`Session of ${userOf(summary)}`}>
      <SessionFacts summary={summary} />
      {leadsOn && (
        <a class="button" href={sessionUrl(summary.app, summary.session)}>
          All of the session
        </a>
      )}
    </SlideOver>
  );
}
