// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each value stands in the rows of a list.
 *
 * @param byFacet by the facet's name, then by value; rows of which it is not known are in none
 * @param rows how many were counted
 * @param all whether there were no more than that
 */
public record FacetCounts(Map<String, Map<String, Long>> byFacet, long rows, boolean all) {

    private static final FacetCounts NONE = new FacetCounts(Map.of(), 0, true);

    /** Those of several partitions or instances together. */
    public static FacetCounts sum(List<FacetCounts> parts) {
        return parts.stream().reduce(NONE, FacetCounts::plus);
    }

    private FacetCounts plus(FacetCounts other) {
        Map<String, Map<String, Long>> sum = new HashMap<>();
        for (FacetCounts counts : new FacetCounts[] {this, other}) {
            counts.byFacet.forEach((facet, values) -> values.forEach((value, count) ->
                    sum.computeIfAbsent(facet, name -> new HashMap<>()).merge(value, count, Long::sum)));
        }
        return new FacetCounts(sum, rows + other.rows, all && other.all);
    }
}
