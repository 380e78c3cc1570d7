// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { Timeline } from '../api/types';
import { SPEEDS, type Controller } from '../player/controller';
import type { Commands } from './keyboard';
import { neighbourOf } from './markers';

/** What keys do to the playback itself, wherever it plays. */
export type PlaybackCommands = Omit<Commands, 'fullScreen' | 'togglePanel' | 'share' | 'details' | 'help'>;

export function playbackCommands(controller: Controller, timeline: Timeline): PlaybackCommands {
  const jumpTo = (kind: 'error' | 'view', direction: 1 | -1) => {
    const marker = neighbourOf(kind, timeline.markers, controller.time.peek(), direction);
    if (marker) void controller.jumpTo(marker.atMs, marker.view);
  };
  const changeSpeed = (steps: 1 | -1) => {
    const next = SPEEDS[SPEEDS.findIndex((speed) => speed === controller.speed.peek()) + steps];
    if (next !== undefined) controller.setSpeed(next);
  };
  return {
    toggle: () => controller.toggle(),
    move: (seconds) => void controller.seek(controller.time.peek() + seconds * 1000),
    toStart: () => void controller.seek(controller.recording.startMs),
    toEnd: () => void controller.seek(controller.recording.endMs),
    nextError: () => jumpTo('error', 1),
    previousError: () => jumpTo('error', -1),
    nextPage: () => jumpTo('view', 1),
    previousPage: () => jumpTo('view', -1),
    toggleSkip: () => controller.setSkipInactive(!controller.skipInactive.peek()),
    faster: () => changeSpeed(1),
    slower: () => changeSpeed(-1),
  };
}
