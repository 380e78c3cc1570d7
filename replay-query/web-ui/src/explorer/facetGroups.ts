// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { Facets } from '../api/types';
import type { ListKind } from '../kinds';
import type { Filters } from '../query/query';
import type { KnownValues } from '../query/search';
import { filterInWords, lengthOf, titleOf, valueOf } from '../query/words';

/** Values that one can filter by at a press. */
export interface FacetGroup {
  title: string;
  values: readonly FacetValue[];
  /** Whether it is closed at first. */
  folded?: boolean;
}

export interface FacetValue {
  name: string;
  value: string;
  label: string;
  /** How many rows have it; null where that is not counted. */
  count: number | null;
}

const COUNTED = ['status', 'browser', 'os', 'device', 'country', 'env', 'service', 'version', 'sdk'] as const;

/** Lengths that are worth asking for, by what is listed. */
const LENGTHS: Readonly<Record<ListKind, readonly string[]>> = {
  sessions: ['10000', '60000', '300000', '1800000'],
  views: ['10000', '60000', '300000'],
  errors: [],
  resources: ['100', '500', '1000', '5000'],
  actions: ['100', '500', '1000', '5000'],
  'long-tasks': ['100', '250', '500', '1000'],
};

/** What is asked without being counted: yes or no, and lengths. */
export function fixedGroups(kind: ListKind): FacetGroup[] {
  const yes = (name: string, value = 'true') => ({
    name,
    value,
    label: filterInWords(name, { value, negated: false }),
    count: null,
  });
  const lengths = (name: string, values: readonly string[]) => ({
    title: titleOf(name),
    values: values.map((value) => ({ name, value, label: `At least ${lengthOf(value)}`, count: null })),
  });
  const groups = [
    {
      title: 'Quality',
      values: [yes('hasError'), yes('hasFrustration'), yes('hasReplay'), yes('minCompleteness', '1')],
    },
    lengths('minDurationMs', LENGTHS[kind]),
    { ...lengths('minActiveMs', kind === 'sessions' ? LENGTHS.sessions : []), folded: true },
  ];
  return groups.filter(({ values }) => values.length > 0);
}

/** What is counted, with the values that are filtered by, be they counted or not. */
export function countedGroups(facets: Facets, filters: Filters): FacetGroup[] {
  return COUNTED.flatMap((name) => {
    const counts = facets[name].map(({ value, count }) => ({ value, count: count as number | null }));
    const chosen = filters.get(name)?.value;
    if (chosen !== undefined && !counts.some(({ value }) => value === chosen))
      counts.unshift({ value: chosen, count: null });
    if (counts.length === 0) return [];
    const values = counts.map(({ value, count }) => ({ name, value, label: valueOf(name, value), count }));
    return [{ title: titleOf(name), values }];
  });
}

/** The values that a search can complete. */
export function knownValues(facets: Facets | null): KnownValues {
  if (facets === null) return {};
  return Object.fromEntries(COUNTED.map((name) => [name, facets[name].map(({ value }) => value)]));
}
