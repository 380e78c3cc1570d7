// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { ListKind } from '../kinds';
import { isFilterName, LABEL, readFilter, type Filter } from './query';

/** A filter that a typed text may mean. */
export interface Suggestion {
  name: string;
  filter: Filter;
}

/** The values that are known of a name. */
export type KnownValues = Readonly<Record<string, readonly string[]>>;

const MOST = 8;

/**
 * The filters that a text may mean, the likeliest first. `name:value` is that filter, and a leading `-` or `!` turns
 * any of them round. Else known values that begin with the text come first, and then what its shape makes likely: an
 * id that a machine made is a session's, an address with an @ a user's, and else it is a part of what an item is
 * called. In a list of sessions, what has a slash is a view's URL, and the rest is a user.
 */
export function suggest(kind: ListKind, text: string, known: KnownValues): Suggestion[] {
  const typed = text.trim();
  const negated = /^[-!]/.test(typed);
  const wanted = negated ? typed.slice(1).trim() : typed;
  if (wanted === '') return [];
  const named = readNamed(kind, wanted, negated);
  if (named) return [named];
  const names = guess(kind, wanted);
  const needle = wanted.toLowerCase();
  const fitting = Object.entries(known).flatMap(([name, values]) =>
    values
      .filter((value) => value.toLowerCase().includes(needle))
      .map((value) => ({ name, value, begins: value.toLowerCase().startsWith(needle) })),
  );
  return [
    ...fitting.filter(({ begins }) => begins),
    ...names.map((name) => ({ name, value: wanted })),
    ...fitting.filter(({ begins }) => !begins),
  ]
    .slice(0, MOST)
    .map(({ name, value }) => ({ name, filter: { value, negated } }));
}

function readNamed(kind: ListKind, text: string, negated: boolean): Suggestion | null {
  const colon = text.indexOf(':');
  const name = text.slice(0, Math.max(0, colon)).trim();
  const filter = readFilter(text.slice(colon + 1).trim());
  if (!isFilterName(kind, name) || filter === null) return null;
  return { name, filter: { value: filter.value, negated: filter.negated !== negated } };
}

function guess(kind: ListKind, text: string): string[] {
  const names = guessOfSession(text);
  if (kind === 'sessions') return names;
  return isId(text) || text.includes('@') ? [...names, LABEL] : [LABEL, ...names];
}

function guessOfSession(text: string): string[] {
  if (isId(text)) return ['session', 'user', 'view'];
  if (text.includes('@')) return ['user', 'view'];
  if (/[/?#]/.test(text)) return ['view'];
  return ['user', 'view', 'session'];
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}[0-9a-f-]{8,}$/i.test(text);
}
