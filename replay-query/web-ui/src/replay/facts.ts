// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { fetchSession, fetchShared, fetchTimeline, type KnownSession, type Place } from '../api/client';
import type { Timeline } from '../api/types';
import { rememberedThreshold } from './threshold';

/** What the replay of a session needs before its first frame; `atMs` is where a link to it begins, if that says so. */
export interface ReplayFacts {
  summary: KnownSession;
  timeline: Timeline;
  atMs: number | null;
}

export async function fetchFacts(place: Place, signal?: AbortSignal): Promise<ReplayFacts> {
  const [summary, timeline, link] = await Promise.all([
    fetchSession(place, signal),
    fetchReplayTimeline(place, signal),
    'token' in place ? fetchShared(place.token, signal) : null,
  ]);
  return { summary, timeline, atMs: link?.atMs ?? null };
}

/** The timeline, with the gaps that are to be skipped. */
export function fetchReplayTimeline(place: Place, signal?: AbortSignal): Promise<Timeline> {
  return fetchTimeline(place, signal, rememberedThreshold());
}
