// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import dev.playhead.schemas.v1.SessionSummary;
import java.util.HashMap;
import java.util.Map;

/** Counts the values of facets in one partition. Not safe for threads. */
final class FacetTally {

    private final Map<String, Facet> facets;
    private final Map<String, Map<String, Long>> counts = new HashMap<>();
    private long rows;

    /** @param facets by name */
    FacetTally(Map<String, Facet> facets) {
        this.facets = facets;
    }

    /** Counts a row of this session. */
    void add(SessionSummary session) {
        rows++;
        facets.forEach((name, facet) -> {
            String value = facet.of(session);
            if (value != null) {
                counts.computeIfAbsent(name, values -> new HashMap<>()).merge(value, 1L, Long::sum);
            }
        });
    }

    /** @param all whether every row was counted */
    FacetCounts counts(boolean all) {
        return new FacetCounts(counts, rows, all);
    }
}
