// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { liveUrl, type Place } from '../api/client';
import type { Timeline } from '../api/types';
import type { Follower, LiveSegment } from './follower';

/** Follows a session that goes on, and says when it does no more. */
export function LiveNote(props: { place: Place; timeline: Timeline; follower: Follower }) {
  const { place, timeline, follower } = props;
  const over = useSignal(false);
  useEffect(() => {
    if (timeline.status !== 'OPEN') return;
    const source = new EventSource(liveUrl(place));
    const on = (name: string, take: (data: unknown) => void) =>
      source.addEventListener(name, (event) => take(JSON.parse((event as MessageEvent<string>).data)));
    on('segment', (data) => follower.segment(data as LiveSegment));
    for (const name of ['marker', 'inactivity', 'missing']) on(name, () => follower.news());
    on('end', () => {
      source.close();
      over.value = true;
      follower.end();
    });
    return () => source.close();
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
