// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren } from 'preact';

/** A column of a list. The first one with `main` tells what a row is about, and leads to it. */
export interface Column<R> {
  title: string;
  /** `main` takes what room there is, `extra` is what a narrow window does without. */
  role?: 'main' | 'numeric' | 'extra' | 'numeric extra';
  cell: (row: R) => ComponentChildren;
}

/** What every row has. */
export interface Row {
  app: string;
  session: string;
  id?: string;
}

export function keyOf({ app, session, id }: Row): string {
  return JSON.stringify([app, session, id]);
}

export function Table<R extends Row>(props: {
  columns: readonly Column<R>[];
  rows: readonly R[];
  label: string;
  busy?: boolean;
}) {
  const { columns, rows, label, busy = false } = props;
  return (
    <div class="table-frame" aria-busy={busy}>
      <table aria-label={label}>
        <TableHead columns={columns} />
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} data-session={row.session} data-id={row.id}>
              {columns.map(({ title, role, cell }) => (
                <td key={title} class={role}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The table's outline while its rows are on their way. */
export function SkeletonTable<R>({ columns, what }: { columns: readonly Column<R>[]; what: string }) {
  return (
    <div class="table-frame" aria-busy="true" role="status" aria-label={`Loading ${what}`}>
      <table aria-hidden="true">
        <TableHead columns={columns} />
        <tbody>
          {Array.from({ length: 8 }, (_, row) => (
            <tr key={row} class="skeleton">
              {columns.map(({ title, role }) => (
                <td key={title} class={role}>
                  <i />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TableHead<R>({ columns }: { columns: readonly Column<R>[] }) {
  return (
    <thead>
      <tr>
        {columns.map(({ title, role }) => (
          <th key={title} scope="col" class={role}>
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}
