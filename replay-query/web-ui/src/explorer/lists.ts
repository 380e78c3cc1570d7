// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
import { fetchApps, fetchFacets, fetchItems, fetchSessions } from '../api/client';
import type { RumItem, SessionSummary } from '../api/types';
import type { ItemKind } from '../kinds';
import { itemColumns } from '../lists/itemColumns';
import { sessionColumns } from '../lists/sessionColumns';
import { keyOf } from '../lists/Table';
import type { Shown } from './ExplorerPage';

export const SESSIONS: Shown<SessionSummary> = {
  kind: 'sessions',
  keyOf,
  fetchApps,
  fetchPage: fetchSessions,
  fetchFacets: (app, parameters, signal) => fetchFacets(app, 'sessions', parameters, signal),
  columns: (apps) => sessionColumns(apps === 'several'),
};

export function itemsOf(kind: ItemKind): Shown<RumItem> {
  const columns = itemColumns(kind, true);
  return {
    kind,
    keyOf,
    fetchApps,
    fetchFacets: (app, parameters, signal) => fetchFacets(app, kind, parameters, signal),
    fetchPage: (app, parameters, signal) => fetchItems(app, kind, parameters, signal),
    columns: () => columns,
  };
}
