// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { fetchSession, fetchTimeline } from '../api/client';
import type { SessionSummary, Timeline } from '../api/types';
import type { ReplayRoute } from '../routes';
import { rememberedThreshold } from './threshold';

/** What the replay of a session needs before its first frame. */
export type ReplayFacts = [SessionSummary, Timeline];

export function fetchFacts({ app, session }: ReplayRoute, signal?: AbortSignal): Promise<ReplayFacts> {
  return Promise.all([fetchSession(app, session, signal), fetchReplayTimeline({ app, session }, signal)]);
}

/** The timeline, with the gaps that are to be skipped. */
export function fetchReplayTimeline(
  { app, session }: Pick<ReplayRoute, 'app' | 'session'>,
  signal?: AbortSignal,
): Promise<Timeline> {
  return fetchTimeline(app, session, signal, rememberedThreshold());
}
