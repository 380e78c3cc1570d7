// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { Timeline } from '../api/types';

/** SDKs upload every few seconds; of what was recorded so long ago nothing is happening now. */
const RECENT_MS = 5 * 60_000;

/**
 * How a session stands: `live` while what comes has just been recorded, `open` while more may come of one that was
 * recorded some time ago, such as one that was kept on a device without a network, then `closed`.
 */
export type Standing = 'live' | 'open' | 'closed';

export function standingOf(
  { status, endMs }: Pick<Timeline, 'status' | 'endMs'>,
  nowMs = Date.now(),
): Standing {
  if (status === 'CLOSED') return 'closed';
  return endMs !== null && nowMs - endMs < RECENT_MS ? 'live' : 'open';
}
