// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { SessionSummary } from '../api/types';

/** SDKs upload every few seconds; so long after, nobody is watching it happen. */
const LATE_MS = 5 * 60_000;

/**
 * How a session stands: `live` while what comes was recorded just before, `open` while more may come of one that was
 * recorded earlier, such as one that was kept on a device without a network, then `closed`.
 */
export type Standing = 'live' | 'open' | 'closed';

export function standingOf(summary: Pick<SessionSummary, 'status' | 'endMs' | 'receivedMs'>): Standing {
  const { status, endMs, receivedMs } = summary;
  if (status === 'CLOSED') return 'closed';
  return endMs !== null && receivedMs !== null && receivedMs - endMs < LATE_MS ? 'live' : 'open';
}
