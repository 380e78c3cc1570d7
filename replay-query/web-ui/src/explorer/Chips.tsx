// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { NO_FILTERS, withFilter, withoutFilter, type Filters } from '../query/query';
import { filterInWords } from '../query/words';
import { Icon } from '../ui/Icon';

/** The filters in force: each can be turned round and taken away. */
export function Chips({ filters, onFilters }: { filters: Filters; onFilters: (filters: Filters) => void }) {
  if (filters.size === 0) return null;
  return (
    <div class="chips">
      <ul aria-label="Filters in force">
        {[...filters].map(([name, filter]) => {
          const words = filterInWords(name, filter);
          const turned = { ...filter, negated: !filter.negated };
          return (
            <li key={name} class={filter.negated ? 'chip negated' : 'chip'}>
              <button
                class="words"
                title={`Turn round: ${filterInWords(name, turned)}`}
                onClick={() => onFilters(withFilter(filters, name, turned))}
              >
                {words}
              </button>
              <button
                class="remove"
                aria-label={`Remove filter: ${words}`}
                onClick={() => onFilters(withoutFilter(filters, name))}
              >
                <Icon name="close" />
              </button>
            </li>
          );
        })}
      </ul>
      <button class="quiet" onClick={() => onFilters(NO_FILTERS)}>
        Clear filters
      </button>
    </div>
  );
}
