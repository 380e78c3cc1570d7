// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { RumItem } from '../api/types';
import type { ItemKind } from '../kinds';
import { ATTRIBUTE, listUrl } from '../query/query';

/** Values longer than this are read, not filtered by. */
const FILTERED_CHARS = 200;

/** Everything that the SDK said, under its own names; one can look for others that say the same. */
export function Attributes({ kind, item }: { kind: ItemKind; item: RumItem }) {
  const attributes = Object.entries(item.attributes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (attributes.length === 0) return null;
  return (
    <details class="card attributes">
      <summary>
        <h2>All attributes</h2> <span class="count">{attributes.length}</span>
      </summary>
      <table>
        <thead class="visually-hidden">
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Value</th>
            <th scope="col">Filter</th>
          </tr>
        </thead>
        <tbody>
          {attributes.map(([name, value]) => {
            const text = typeof value === 'string' ? value : JSON.stringify(value);
            return (
              <tr key={name}>
                <th scope="row" class="mono">
                  {name}
                </th>
                <td>{text}</td>
                <td>
                  {text !== '' && text.length <= FILTERED_CHARS && (
                    <a
                      href={listUrl(kind, item.app, { name: ATTRIBUTE + name, value: text })}
                      aria-label={`Others with this ${name}`}
                    >
                      Others
                    </a>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}
