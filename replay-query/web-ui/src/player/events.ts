// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { eventWithTime } from '@rrweb/types';

/** Numbers of rrweb's event types and sources that the player itself has to know. */
export const FULL_SNAPSHOT = 2;
export const INCREMENTAL = 3;
export const META = 4;
export const CUSTOM = 5;
export const PLUGIN = 6;
/** A source of incremental events. */
export const MEDIA_INTERACTION = 7;

export type RecordedEvent = eventWithTime;

/** A part of a view where data is missing, as the service tells it within the events. */
export interface Hole {
  startMs: number;
  /** Null where no later picture of the view is known. */
  untilMs: number | null;
  reason: string;
  /** True: what follows is shown, degraded. False: nothing can be shown until `untilMs`. */
  playable: boolean;
}

const GAP_TAG = 'playhead.gap';

/** One line of the events: a hole, or an event for the Replayer; null for what is neither. */
export function readEvent(line: unknown): { hole: Hole } | { event: RecordedEvent } | null {
  if (typeof line !== 'object' || line === null) return null;
  const { type, timestamp, data } = line as Record<string, unknown>;
  if (typeof type !== 'number' || typeof timestamp !== 'number') return null;
  if (type === CUSTOM && isObject(data) && data['tag'] === GAP_TAG && isObject(data['payload'])) {
    const { reason, untilMs, playable } = data['payload'];
    return {
      hole: {
        startMs: timestamp,
        untilMs: typeof untilMs === 'number' ? untilMs : null,
        reason: typeof reason === 'string' ? reason : 'LOST',
        playable: playable === true,
      },
    };
  }
  return { event: line as RecordedEvent };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
