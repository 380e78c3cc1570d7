// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import type { ListKind } from '../kinds';
import type { Filter } from '../query/query';
import { suggest, type KnownValues, type Suggestion } from '../query/search';
import { filterInWords } from '../query/words';
import { Icon } from '../ui/Icon';

const OF_ALL = 'a user, a session ID, a part of a view’s URL, or name:value';

const PLACEHOLDERS: Readonly<Record<ListKind, string>> = {
  sessions: `Search ${OF_ALL}`,
  views: `Search a part of a path, ${OF_ALL}`,
  errors: `Search a part of a message, ${OF_ALL}`,
  resources: `Search a part of an address, ${OF_ALL}`,
  actions: `Search what was acted on, ${OF_ALL}`,
  'long-tasks': `Search ${OF_ALL}`,
};

/** A text field that turns what is typed into a filter: the likeliest with Enter, or one of those in its list. */
export function SearchBox({
  kind,
  known,
  onFilter,
}: {
  kind: ListKind;
  known: KnownValues;
  onFilter: (name: string, filter: Filter) => void;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const text = useSignal('');
  const open = useSignal(false);
  const active = useSignal(0);
  const suggestions = useMemo(() => suggest(kind, text.value, known), [kind, text.value, known]);
  const shown = open.value && suggestions.length > 0;

  useEffect(() => focusWithSlash(input.current!), []);

  const take = (suggestion: Suggestion | undefined) => {
    if (!suggestion) return;
    text.value = '';
    open.value = false;
    onFilter(suggestion.name, suggestion.filter);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const count = suggestions.length;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        if (count === 0) return;
        event.preventDefault();
        const step = event.key === 'ArrowDown' ? 1 : -1;
        active.value = shown ? (active.peek() + step + count) % count : 0;
        open.value = true;
        break;
      }
      case 'Enter':
        event.preventDefault();
        take(suggestions[active.peek()]);
        break;
      case 'Escape':
        if (shown) open.value = false;
        else text.value = '';
        break;
    }
  };

  return (
    <div class="search-box">
      <Icon name="search" />
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label="Search"
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-keyshortcuts="/"
        aria-activedescendant={shown ? `${id}-${active.value}` : undefined}
        autocomplete="off"
        spellcheck={false}
        placeholder={PLACEHOLDERS[kind]}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
          active.value = 0;
          open.value = true;
        }}
        onKeyDown={onKeyDown}
        onFocus={() => (open.value = true)}
        onBlur={() => (open.value = false)}
      />
      <kbd aria-hidden="true">/</kbd>
      <ul id={`${id}-list`} role="listbox" aria-label="Filters" hidden={!shown}>
        {suggestions.map((suggestion, index) => (
          <li
            key={`${suggestion.name} ${suggestion.filter.value}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active.value}
            onPointerMove={() => (active.value = index)}
            onPointerDown={(event) => {
              // The field keeps the focus.
              event.preventDefault();
              take(suggestion);
            }}
          >
            {filterInWords(suggestion.name, suggestion.filter)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A slash that is not typed into anything goes to the field. */
function focusWithSlash(input: HTMLInputElement): () => void {
  const listen = (event: KeyboardEvent) => {
    const { target } = event;
    const typing = target instanceof HTMLElement && target.matches('input, select, textarea');
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
  };
  addEventListener('keydown', listen);
  return () => removeEventListener('keydown', listen);
}
