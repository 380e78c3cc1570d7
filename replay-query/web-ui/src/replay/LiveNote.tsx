// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { openLive, type Place } from '../api/client';
import type { Timeline } from '../api/types';
import type { Follower, LiveSegment } from './follower';
import { tailOf, type OpenTail } from './tail';

/** Follows a session that goes on, and says when it does no more. */
export function LiveNote(props: { place: Place; timeline: Timeline; follower: Follower }) {
  const { place, timeline, follower } = props;
  const over = useSignal(false);
  useEffect(() => {
    if (timeline.status !== 'OPEN') return;
    const abort = new AbortController();
    const open: OpenTail = (after, signal) => openLive(place, after, signal);
    const follow = async () => {
      for await (const { name, data } of tailOf(open, abort.signal)) {
        if (name === 'segment') follower.segment(JSON.parse(data) as LiveSegment);
        else if (name !== 'end') follower.news();
        else {
          over.value = true;
          follower.end();
        }
      }
    };
    void follow();
    return () => abort.abort();
  }, [place, timeline, follower, over]);
  return (
    <div class="note-place" role="status">
      {over.value && (
        <div class="note">
          The session has ended
          <button onClick={() => (over.value = false)}>Close</button>
        </div>
      )}
    </div>
  );
}
