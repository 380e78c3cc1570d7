// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { ReadonlySignal } from '@preact/signals';

/** What the keys of the replay page do. */
export interface Commands {
  toggle(): void;
  /** Seconds to go on or, negative, back. */
  move(seconds: number): void;
  toStart(): void;
  toEnd(): void;
  nextError(): void;
  previousError(): void;
  nextPage(): void;
  previousPage(): void;
  toggleSkip(): void;
  fullScreen(): void;
  faster(): void;
  slower(): void;
  togglePanel(): void;
  share(): void;
  details(): void;
  help(): void;
}

const KEYS: Record<string, (commands: Commands) => void> = {
  ' ': (commands) => commands.toggle(),
  k: (commands) => commands.toggle(),
  ArrowLeft: (commands) => commands.move(-5),
  ArrowRight: (commands) => commands.move(5),
  j: (commands) => commands.move(-10),
  l: (commands) => commands.move(10),
  Home: (commands) => commands.toStart(),
  End: (commands) => commands.toEnd(),
  n: (commands) => commands.nextError(),
  N: (commands) => commands.previousError(),
  ']': (commands) => commands.nextPage(),
  '[': (commands) => commands.previousPage(),
  i: (commands) => commands.toggleSkip(),
  f: (commands) => commands.fullScreen(),
  '>': (commands) => commands.faster(),
  '<': (commands) => commands.slower(),
  p: (commands) => commands.togglePanel(),
  s: (commands) => commands.share(),
  d: (commands) => commands.details(),
  '?': (commands) => commands.help(),
};

const PRESSED_BY_SPACE = 'button, a, input, summary';

/**
 * Listens to the whole page until the returned function is called. Keys typed into a field or a dialog stay there.
 *
 * @param letters whether keys that type a character do something; Space always does
 */
export function listenToKeys(commands: Commands, letters: ReadonlySignal<boolean>): () => void {
  // Space presses what the keyboard has gone to; what the mouse has pressed last is not meant once more.
  let clicked: Element | null = null;
  const elementOf = (event: Event) => (event.target instanceof Element ? event.target : null);
  const onPointer = (event: Event) => (clicked = elementOf(event)?.closest(PRESSED_BY_SPACE) ?? null);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Tab' || event.key.startsWith('Arrow')) clicked = null;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = elementOf(event);
    if (target?.closest('input:not([type=checkbox]), textarea, select, dialog')) return;
    if (event.key.length === 1 && event.key !== ' ' && !letters.peek()) return;
    const pressed = event.key === ' ' ? (target?.closest(PRESSED_BY_SPACE) ?? null) : null;
    if (pressed !== null && pressed !== clicked) return;
    const command = KEYS[event.key] ?? (event.shiftKey ? undefined : KEYS[event.key.toLowerCase()]);
    if (!command) return;
    event.preventDefault();
    command(commands);
  };
  addEventListener('pointerdown', onPointer);
  addEventListener('keydown', onKey);
  return () => {
    removeEventListener('pointerdown', onPointer);
    removeEventListener('keydown', onKey);
  };
}
