// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { Hole } from './events';
import { nextPlayable, type Lane, type Stretch, type Unplayable } from './lanes';

/** A part of a view that a hole in the data has harmed. */
export interface Damage {
  view: string;
  startMs: number;
  endMs: number;
  reason: string;
  playable: boolean;
}

/** Why there is no picture at this moment, and from where on there is one again. */
export type Notice =
  | { kind: 'unplayable'; reason: string; nextMs: number | null }
  | { kind: 'unrecorded'; nextMs: number | null };

/** What is known of the moment on screen. */
export interface Scene {
  views: readonly Lane[];
  damages: readonly Damage[];
  stretches: readonly Stretch[];
  /** The stretch that is shown; null where there is none. */
  stretch: Stretch | null;
  tape: Pictures | null;
}

/** A tape, as far as it matters here. */
export interface Pictures {
  readonly view: string;
  /** The time of the first picture, or null where there is none. */
  readonly pictureMs: number | null;
  readonly holes: readonly Hole[];
  holeAt(atMs: number): Hole | null;
}

export function noticeAt(scene: Scene, atMs: number): Notice | null {
  const { tape } = scene;
  if (tape === null) return { kind: 'unrecorded', nextMs: null };
  const harm = harmAt(scene, tape, atMs);
  // Of a view whose beginning is lost a later picture must not stand for what went before it.
  const pictured = tape.pictureMs !== null && atMs >= tape.pictureMs;
  if (harm !== null && (!harm.playable || !pictured))
    return { kind: 'unplayable', reason: harm.reason, nextMs: nextAfter(scene, atMs) };
  if (tape.pictureMs !== null) return null;
  return { kind: 'unrecorded', nextMs: nextAfter(scene, scene.stretch?.toMs ?? atMs) };
}

/** The reason why the picture may be incomplete; null where it is whole, and where there is none. */
export function degradedAt(scene: Scene, atMs: number): string | null {
  if (scene.tape === null || noticeAt(scene, atMs) !== null) return null;
  return harmAt(scene, scene.tape, atMs)?.reason ?? null;
}

function harmAt(scene: Scene, tape: Pictures, atMs: number): { reason: string; playable: boolean } | null {
  // From its end on, a view still stands as it did in its last moment.
  const viewEndMs = scene.views.find(({ id }) => id === tape.view)?.endMs ?? Infinity;
  const momentMs = Math.min(atMs, viewEndMs - 1);
  const here = scene.damages.filter(
    (damage) => damage.view === tape.view && damage.startMs <= momentMs && momentMs < damage.endMs,
  );
  return here.find((damage) => !damage.playable) ?? tape.holeAt(momentMs) ?? here[0] ?? null;
}

function nextAfter({ views, damages, stretches, tape }: Scene, atMs: number): number | null {
  const starts = new Map(views.map((view) => [view.id, view.startMs]));
  const unplayable: Unplayable[] = damages.filter(
    (damage) => !damage.playable || damage.startMs <= (starts.get(damage.view) ?? -Infinity),
  );
  for (const hole of tape?.holes ?? []) {
    if (!hole.playable)
      unplayable.push({ view: tape!.view, startMs: hole.startMs, endMs: hole.untilMs ?? Infinity });
  }
  return nextPlayable(stretches, unplayable, atMs);
}
