// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.query.api.ItemList.PartitionCounts;
import dev.playhead.query.store.FacetCounts;
import dev.playhead.query.store.Gathered;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How often values stand in the rows of a list, the most frequent first.
 *
 * @param counted how many rows were counted, the newest received
 * @param approximate whether there are more rows than were counted, or more values than are shown
 * @param complete whether every partition answered
 */
public record Facets(
        List<Count> browser,
        List<Count> os,
        List<Count> device,
        List<Count> country,
        List<Count> env,
        List<Count> service,
        List<Count> version,
        List<Count> sdk,
        List<Count> status,
        long counted,
        boolean approximate,
        boolean complete,
        PartitionCounts partitions) {

    /** Of each facet; whoever has more of them finds none by looking at a list. */
    private static final int MAX_VALUES = 100;

    private static final Comparator<Count> MOST_FREQUENT =
            Comparator.comparingLong(Count::count).reversed().thenComparing(Count::value);

    /** @param value as a filter takes it */
    public record Count(String value, long count) {}

    public static Facets of(Gathered<FacetCounts> gathered) {
        FacetCounts counts = gathered.value();
        return new Facets(
                values(counts, "browser"),
                values(counts, "os"),
                values(counts, "device"),
                values(counts, "country"),
                values(counts, "env"),
                values(counts, "service"),
                values(counts, "version"),
                values(counts, "sdk"),
                values(counts, "status"),
                counts.rows(),
                !counts.all() || counts.byFacet().values().stream().anyMatch(values -> values.size() > MAX_VALUES),
                gathered.complete(),
                PartitionCounts.of(gathered));
    }

    private static List<Count> values(FacetCounts counts, String facet) {
        return counts.byFacet().getOrDefault(facet, Map.of()).entrySet().stream()
                .map(value -> new Count(value.getKey(), value.getValue()))
                .sorted(MOST_FREQUENT)
                .limit(MAX_VALUES)
                .toList();
    }
}
