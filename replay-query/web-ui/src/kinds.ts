// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0

/** The kinds of RUM items, as addresses name them. */
export const ITEM_KINDS = ['views', 'errors', 'resources', 'actions', 'long-tasks'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** What an explorer lists. */
export const LIST_KINDS = ['sessions', ...ITEM_KINDS] as const;
export type ListKind = (typeof LIST_KINDS)[number];

/** What a kind is called: as a title, one of it, and many of it. */
export interface KindWords {
  title: string;
  one: string;
  many: string;
}

export const WORDS: Readonly<Record<ListKind, KindWords>> = {
  sessions: { title: 'Sessions', one: 'session', many: 'sessions' },
  views: { title: 'Views', one: 'view', many: 'views' },
  errors: { title: 'Errors', one: 'error', many: 'errors' },
  resources: { title: 'Resources', one: 'resource', many: 'resources' },
  actions: { title: 'Actions', one: 'action', many: 'actions' },
  'long-tasks': { title: 'Long Tasks', one: 'long task', many: 'long tasks' },
};

const OF_MARKERS: Readonly<Record<string, ItemKind>> = {
  view: 'views',
  error: 'errors',
  resource: 'resources',
  action: 'actions',
  longTask: 'long-tasks',
};

export function isListKind(word: string): word is ListKind {
  return (LIST_KINDS as readonly string[]).includes(word);
}

export function isItemKind(word: string): word is ItemKind {
  return (ITEM_KINDS as readonly string[]).includes(word);
}

/** The kind of the item that a marker of the timeline stands for; null where it stands for none. */
export function itemKindOf(marker: string): ItemKind | null {
  return OF_MARKERS[marker] ?? null;
}
