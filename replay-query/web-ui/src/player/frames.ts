// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { FrameClock } from './controller';

/** The browser's animation frames. */
export const animationFrames: FrameClock = (onFrame) => {
  let request = requestAnimationFrame(function step(nowMs) {
    request = requestAnimationFrame(step);
    onFrame(nowMs);
  });
  return () => cancelAnimationFrame(request);
};
