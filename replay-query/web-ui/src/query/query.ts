// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { ListKind } from '../kinds';

/** What an explorer shows. Its address says the same, so that a link to it shows the same list. */
export interface Query {
  /** Null for all applications. */
  app: string | null;
  range: Range;
  filters: Filters;
}

/** Which receive times: any, those since a span before now (`1h`), or those from one time (included) to another. */
export type Range =
  | { is: 'any' }
  | { is: 'last'; span: string }
  | { is: 'between'; fromMs: number | null; toMs: number | null };

/** At most one value of a name, as the service takes them; negated, what has the value is left out. */
export type Filters = ReadonlyMap<string, Filter>;

export interface Filter {
  value: string;
  negated: boolean;
}

export const ANY_TIME: Range = { is: 'any' };
export const NO_FILTERS: Filters = new Map();

/** The spans that are offered. */
export const SPANS = ['15m', '1h', '4h', '1d', '2d', '7d', '30d'] as const;

const FILTER_NAMES = new Set([
  'user',
  'session',
  'view',
  'browser',
  'os',
  'device',
  'country',
  'env',
  'service',
  'version',
  'sdk',
  'status',
  'hasError',
  'hasReplay',
  'hasFrustration',
  'minDurationMs',
  'minActiveMs',
  'minCompleteness',
]);

/** A part of what an item is called, which sessions are not. */
export const LABEL = 'label';

/** The prefix of filters by any attribute. */
export const ATTRIBUTE = 'attr.';

export function isFilterName(kind: ListKind, name: string): boolean {
  if (name === LABEL) return kind !== 'sessions';
  return FILTER_NAMES.has(name) || (name.startsWith(ATTRIBUTE) && name.length > ATTRIBUTE.length);
}

/** The query that the address of a list holds. What the list does not know, and what no filter can be, is left out. */
export function readQuery(kind: ListKind, parameters: URLSearchParams): Query {
  const filters = new Map<string, Filter>();
  for (const [name, value] of parameters) {
    const filter = readFilter(value);
    if (isFilterName(kind, name) && filter !== null && !filters.has(name)) filters.set(name, filter);
  }
  return { app: parameters.get('app') || null, range: readRange(parameters), filters };
}

export function readFilter(value: string): Filter | null {
  const negated = value.startsWith('!');
  const rest = negated ? value.slice(1) : value;
  return rest === '' ? null : { value: rest, negated };
}

function readRange(parameters: URLSearchParams): Range {
  const fromMs = readTime(parameters.get('fromMs'));
  const toMs = readTime(parameters.get('toMs'));
  if (fromMs !== null || toMs !== null) return { is: 'between', fromMs, toMs };
  const span = parameters.get('last') ?? '';
  return spanMs(span) === null ? ANY_TIME : { is: 'last', span };
}

function readTime(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A span such as `15m`, `4h`, `7d` in milliseconds, or null where it is none. */
export function spanMs(span: string): number | null {
  const parts = /^([1-9]\d{0,3})([mhd])$/.exec(span);
  return parts ? Number(parts[1]) * UNIT_MS[parts[2]!]! : null;
}

/** The query as an address holds it. */
export function writeQuery({ app, range, filters }: Query): URLSearchParams {
  const parameters = new URLSearchParams();
  if (app !== null) parameters.set('app', app);
  if (range.is === 'last') parameters.set('last', range.span);
  if (range.is === 'between') setTimes(parameters, range);
  setFilters(parameters, filters);
  return parameters;
}

/** The times of a range as the service asks for them, as of now. */
export function timesOf(range: Range, nowMs: number): URLSearchParams {
  const parameters = new URLSearchParams();
  if (range.is === 'between') setTimes(parameters, range);
  if (range.is === 'last') setTimes(parameters, { fromMs: nowMs - (spanMs(range.span) ?? 0), toMs: null });
  return parameters;
}

/** Times and filters as the service asks for them. */
export function requestOf({ range, filters }: Query, nowMs: number): URLSearchParams {
  const parameters = timesOf(range, nowMs);
  setFilters(parameters, filters);
  return parameters;
}

function setTimes(parameters: URLSearchParams, times: { fromMs: number | null; toMs: number | null }): void {
  if (times.fromMs !== null) parameters.set('fromMs', String(times.fromMs));
  if (times.toMs !== null) parameters.set('toMs', String(times.toMs));
}

function setFilters(parameters: URLSearchParams, filters: Filters): void {
  for (const [name, { value, negated }] of filters) parameters.set(name, negated ? `!${value}` : value);
}

/** The address of a list. */
export function explorerUrl(kind: ListKind, query: Query): string {
  const parameters = writeQuery(query).toString();
  return parameters === '' ? `/${kind}` : `/${kind}?${parameters}`;
}

/** The address of the list of a kind of an application, with one filter at most. */
export function listUrl(kind: ListKind, app: string, filter?: { name: string; value: string }): string {
  const filters = new Map(filter ? [[filter.name, { value: filter.value, negated: false }]] : []);
  return explorerUrl(kind, { app, range: ANY_TIME, filters });
}

/** Filters with one set, in the place of another of its name. */
export function withFilter(filters: Filters, name: string, filter: Filter): Filters {
  return new Map(filters).set(name, filter);
}

export function withoutFilter(filters: Filters, name: string): Filters {
  const rest = new Map(filters);
  rest.delete(name);
  return rest;
}

/** How a value is filtered by. */
export type Choice = 'off' | 'only' | 'without';

export function choiceOf(filters: Filters, name: string, value: string): Choice {
  const filter = filters.get(name);
  if (filter?.value !== value) return 'off';
  return filter.negated ? 'without' : 'only';
}

/** What one press on a value does: from off to only it, to all without it, to off. */
export function pressed(filters: Filters, name: string, value: string): Filters {
  switch (choiceOf(filters, name, value)) {
    case 'off':
      return withFilter(filters, name, { value, negated: false });
    case 'only':
      return withFilter(filters, name, { value, negated: true });
    case 'without':
      return withoutFilter(filters, name);
  }
}

/** What asks the row itself means something else in another list. */
function isOfRow(name: string): boolean {
  return ['minDurationMs', 'hasReplay', LABEL].includes(name) || name.startsWith(ATTRIBUTE);
}

/** The query that another list opens with: what is about sessions stays. */
export function carriedOver({ app, range, filters }: Query): Query {
  return { app, range, filters: new Map([...filters].filter(([name]) => !isOfRow(name))) };
}
