// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals';
import { formatCount } from '../format';
import { WORDS } from '../kinds';
import { choiceOf, pressed, type Choice, type Filters } from '../query/query';
import type { Explorer } from './explorer';
import { countedGroups, fixedGroups, type FacetGroup, type FacetValue } from './facetGroups';
import type { Received } from './feed';

/** Values of a group that are shown before all are asked for. */
const FIRST_VALUES = 6;

interface Choosing {
  filters: Filters;
  onFilters: (filters: Filters) => void;
}

/** What one can filter by, with how often it stands in the list, and the applications. */
export function FacetPanel<R extends Received>(
  props: Choosing & { explorer: Explorer<R>; onApp: (app: string | null) => void },
) {
  const { explorer, onApp, ...choosing } = props;
  const { kind } = explorer.listed;
  const facets = explorer.facets.value;
  return (
    <aside id="facets" class="facets" aria-label="Filters">
      {explorer.query.value.app === null && <Apps explorer={explorer} onApp={onApp} />}
      {fixedGroups(kind).map((group) => (
        <Group key={group.title} group={group} {...choosing} />
      ))}
      {facets !== null &&
        countedGroups(facets, choosing.filters).map((group) => (
          <Group key={group.title} group={group} {...choosing} />
        ))}
      {facets === null && explorer.counting.value && <GroupSkeleton />}
      {facets !== null && facets.counted > 0 && (
        <p class="facets-note muted">
          {facets.approximate ? 'Counts of the newest ' : 'Counts of all '}
          {formatCount(facets.counted)} {WORDS[kind].many} of this time, whatever else is filtered by.
          {facets.complete === false && ' Parts of the index did not answer.'}
        </p>
      )}
      {facets === null && !explorer.counting.value && explorer.query.value.app !== null && (
        <p class="facets-note muted">Counts are not there at the moment.</p>
      )}
    </aside>
  );
}

/** Facets are those of an application: of all, one is chosen first. */
function Apps<R extends Received>({
  explorer,
  onApp,
}: {
  explorer: Explorer<R>;
  onApp: (app: string | null) => void;
}) {
  const apps = explorer.apps.value ?? [];
  return (
    <details class="facet" open>
      <summary>Application</summary>
      <ul>
        {apps.map(({ app, sessions }) => (
          <li key={app}>
            <button class="value" title={`Show ${app} only`} onClick={() => onApp(app)}>
              <span class="label">{app}</span>
              {sessions !== null && <span class="count">{formatCount(sessions)}</span>}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Group({ group, filters, onFilters }: Choosing & { group: FacetGroup }) {
  const all = useSignal(false);
  const { title, values, folded = false } = group;
  const most = Math.max(1, ...values.map(({ count }) => count ?? 0));
  const shown = all.value
    ? values
    : values.filter((one, index) => index < FIRST_VALUES || choiceOf(filters, one.name, one.value) !== 'off');
  return (
    <details class="facet" open={!folded || values.some(({ name }) => filters.has(name))}>
      <summary>{title}</summary>
      <ul>
        {shown.map((one) => (
          <li key={`${one.name} ${one.value}`}>
            <Value
              one={one}
              share={(one.count ?? 0) / most}
              choice={choiceOf(filters, one.name, one.value)}
              onPress={() => onFilters(pressed(filters, one.name, one.value))}
            />
          </li>
        ))}
      </ul>
      {shown.length < values.length && (
        <button class="quiet all" onClick={() => (all.value = true)}>
          Show all {values.length}
        </button>
      )}
    </details>
  );
}

/** What is said of a choice, and what the next press does. */
const CHOICES: Readonly<Record<Choice, { said: string; next: string }>> = {
  off: { said: '', next: 'Show only' },
  only: { said: 'only', next: 'Leave out' },
  without: { said: 'not', next: 'No longer filter by' },
};

function Value(props: { one: FacetValue; share: number; choice: Choice; onPress: () => void }) {
  const { one, share, choice, onPress } = props;
  const { said, next } = CHOICES[choice];
  return (
    <button
      class={`value ${choice}`}
      aria-pressed={choice !== 'off'}
      title={`${next}: ${one.label}`}
      onClick={onPress}
    >
      {said !== '' && <span class="said">{said}</span>}
      <span class="label">{one.label}</span>
      {one.count !== null && (
        <>
          <span class="count">{formatCount(one.count)}</span>
          <i class="share" aria-hidden="true">
            <i style={{ width: `${share * 100}%` }} />
          </i>
        </>
      )}
    </button>
  );
}

function GroupSkeleton() {
  return (
    <div class="facet-skeleton" role="status" aria-busy="true" aria-label="Counting">
      {Array.from({ length: 8 }, (_, row) => (
        <i key={row} />
      ))}
    </div>
  );
}
