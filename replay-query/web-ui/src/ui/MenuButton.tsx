// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './Icon';
import '../styles/menu.css';

/** An entry of a menu: it leads somewhere, or does something. */
export type MenuEntry = { label: string; href: string } | { label: string; onPress: () => void };

/** A button with a menu. Arrow keys go through it, Escape and whatever is done elsewhere close it. */
export function MenuButton(props: {
  label: string;
  entries: readonly MenuEntry[];
  /** Whether its label is for those who do not see it, and hover. */
  compact?: boolean;
}) {
  const { label, entries, compact = false } = props;
  const id = useId();
  const open = useSignal(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const first = useRef(0);

  const items = () => [...root.current!.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const show = (at: number) => {
    first.current = at;
    open.value = true;
  };
  const close = () => {
    open.value = false;
    button.current!.focus();
  };

  useLayoutEffect(() => {
    if (open.value) items().at(first.current)?.focus();
  }, [open.value]);

  useEffect(() => {
    if (!open.value) return;
    const elsewhere = (event: Event) => {
      if (!root.current!.contains(event.target as Node)) open.value = false;
    };
    document.addEventListener('pointerdown', elsewhere);
    document.addEventListener('focusin', elsewhere);
    return () => {
      document.removeEventListener('pointerdown', elsewhere);
      document.removeEventListener('focusin', elsewhere);
    };
  }, [open, open.value]);

  const onKeyDown = (event: KeyboardEvent) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const moves: Record<string, () => void> = {
      ArrowDown: () => all[(at + 1) % all.length]?.focus(),
      ArrowUp: () => all.at(at <= 0 ? -1 : at - 1)?.focus(),
      Home: () => all[0]?.focus(),
      End: () => all.at(-1)?.focus(),
      Escape: close,
      Tab: () => (open.value = false),
    };
    const move = moves[event.key];
    if (!move) return;
    // Tab goes on from the button, as if there had been no menu.
    if (event.key === 'Tab') button.current!.focus();
    else event.preventDefault();
    move();
  };

  return (
    <div class="menu" ref={root}>
      <button
        ref={button}
        class={compact ? 'icon-only' : undefined}
        title={compact ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={open.value}
        aria-controls={id}
        onClick={() => (open.value ? close() : show(0))}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          show(event.key === 'ArrowDown' ? 0 : -1);
        }}
      >
        {compact ? <span class="visually-hidden">{label}</span> : label}
        <Icon name="more" />
      </button>
      <div id={id} role="menu" aria-label={label} hidden={!open.value} onKeyDown={onKeyDown}>
        {entries.map((entry) =>
          'href' in entry ? (
            <a key={entry.label} role="menuitem" tabIndex={-1} href={entry.href} onClick={close}>
              {entry.label}
            </a>
          ) : (
            <button
              key={entry.label}
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close();
                entry.onPress();
              }}
            >
              {entry.label}
            </button>
          ),
        )}
      </div>
    </div>
  );
}
