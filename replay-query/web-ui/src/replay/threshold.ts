// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

/** For how long nobody has to do anything for it to be inactivity, in milliseconds; within what the service takes. */
export const THRESHOLDS = [5_000, 10_000, 30_000, 60_000, 120_000, 300_000] as const;

const DEFAULT = 60_000;
const KEY = 'playhead.threshold';

/** The threshold that was chosen last in this browser. */
export function rememberedThreshold(): number {
  const remembered = Number(localStorage.getItem(KEY));
  return THRESHOLDS.find((threshold) => threshold === remembered) ?? DEFAULT;
}

export function rememberThreshold(threshold: number): void {
  localStorage.setItem(KEY, String(threshold));
}
