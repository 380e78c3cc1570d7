// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

/** What the keys of the replay page do. */
export interface Commands {
  toggle(): void;
  /** Seconds to go on or, negative, back. */
  move(seconds: number): void;
  toStart(): void;
  toEnd(): void;
  nextError(): void;
  previousError(): void;
  toggleSkip(): void;
  fullScreen(): void;
  faster(): void;
  slower(): void;
  togglePanel(): void;
  share(): void;
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
  i: (commands) => commands.toggleSkip(),
  f: (commands) => commands.fullScreen(),
  '>': (commands) => commands.faster(),
  '<': (commands) => commands.slower(),
  p: (commands) => commands.togglePanel(),
  s: (commands) => commands.share(),
};

/** Listens to the whole page until the returned function is called. Keys typed into a field stay there. */
export function listenToKeys(commands: Commands): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (target?.closest('input:not([type=checkbox]), textarea, select')) return;
    // Space and Enter press what has the focus.
    if (event.key === ' ' && target?.closest('button, a, input, summary')) return;
    const command = KEYS[event.key] ?? (event.shiftKey ? undefined : KEYS[event.key.toLowerCase()]);
    if (!command) return;
    event.preventDefault();
    command(commands);
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}
