// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { liveUrl } from '../api/client';
import type { Timeline } from '../api/types';
import { NewsReader } from './news';

/**
 * Follows a session that goes on, and says what has come of it since the page was opened. The replay itself stays as it
 * is, since nobody wants to be torn out of the moment that they look at.
 */
export function LiveNote({ timeline, onShow }: { timeline: Timeline; onShow: () => void }) {
  const words = useSignal('');
  const over = useSignal(false);
  useEffect(() => {
    if (timeline.status !== 'OPEN') return;
    const reader = new NewsReader(timeline);
    const source = new EventSource(liveUrl(timeline.app, timeline.session));
    const on = (name: string, take: (data: unknown) => void) =>
      source.addEventListener(name, (event) => {
        take(JSON.parse((event as MessageEvent<string>).data));
        words.value = reader.inWords();
        over.value = reader.news.over;
      });
    on('marker', (data) => reader.marker(data as { kind: string; id: string }));
    on('segment', (data) => reader.segment(data as { endMs: number | null }));
    on('end', () => {
      reader.end();
      source.close();
    });
    return () => source.close();
  }, [timeline, words, over]);

  return (
    <div role="status">
      {words.value !== '' && (
        <div class="live-note">
          <span>
            {over.value ? 'The session has ended' : 'The session goes on'}: {words.value}
          </span>
          <button onClick={onShow}>Show it</button>
        </div>
      )}
    </div>
  );
}
