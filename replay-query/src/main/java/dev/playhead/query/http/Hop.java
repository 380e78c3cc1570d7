// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one instance asks of another beyond the request that it passes on. Whoever is asked so answers by itself or not
 * at all, so that no request goes round.
 *
 * @param generation whose views are to answer
 * @param copies whether an answer may come from a copy
 * @param partitions of a list that are to answer; none for a request about one session
 */
record Hop(int generation, boolean copies, Set<Integer> partitions) {

    /** Of an answer that came from a copy, which may lag. */
    static final String STALE = "Playhead-Stale";

    /** Of a refusal: what is asked for is not here, and somebody else should be asked. */
    static final String ELSEWHERE = "Playhead-Elsewhere";

    /** Where the client reaches the instance that it asked, for addresses in an answer. */
    static final String ORIGIN = "Playhead-Origin";

    private static final String GENERATION = "Playhead-Generation";
    private static final String COPIES = "Playhead-Copies";
    private static final String PARTITIONS = "Playhead-Partitions";

    Hop {
        partitions = Set.copyOf(partitions);
    }

    /**
     * Empty for a request of a client.
     *
     * @throws BadParameterException if it is none that an instance sends
     */
    static Optional<Hop> of(MultiMap headers) {
        String generation = headers.get(GENERATION);
        if (generation == null) {
            return Optional.empty();
        }
        try {
            String partitions = headers.get(PARTITIONS);
            return Optional.of(new Hop(
                    Integer.parseInt(generation),
                    Boolean.parseBoolean(headers.get(COPIES)),
                    partitions == null
                            ? Set.of()
                            : Arrays.stream(partitions.split(",", -1))
                                    .map(Integer::valueOf)
                                    .collect(Collectors.toSet())));
        } catch (NumberFormatException e) {
            throw new BadParameterException("not what an instance asks of another");
        }
    }

    /** {@code scheme://host:port} under which the client knows this service, whichever instance it asked. */
    static String originOf(RoutingContext request) {
        MultiMap headers = request.request().headers();
        String told = headers.get(ORIGIN);
        return told == null || of(headers).isEmpty() ? HostCheck.originOf(request) : told;
    }

    void addTo(MultiMap headers) {
        headers.set(GENERATION, Integer.toString(generation)).set(COPIES, Boolean.toString(copies));
        if (!partitions.isEmpty()) {
            headers.set(
                    PARTITIONS,
                    new TreeSet<>(partitions).stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
    }
}
