// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.generations;

import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.GenerationState;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is decided about all generations: the latest state of each. A generation is {@code BUILDING} until it serves or
 * is given up, and once {@code RETIRED} it stays so. One that serves answers queries until a higher one serves; it is
 * then kept up to date until it is retired.
 */
public record Generations(NavigableMap<Integer, GenerationState> states) {

    /** The processors' application: {@link #applicationId} of the first generation. */
    public static final String PROCESSOR = "playhead-processor";

    /** That of the query services. */
    public static final String QUERY = "playhead-query";

    /** Where nothing was ever reprocessed. */
    public static final Generations INITIAL =
            new Generations(new TreeMap<>(Map.of(Topics.FIRST_GENERATION, GenerationState.SERVING)));

    /** @throws IllegalArgumentException if none serves */
    public Generations {
        states = Collections.unmodifiableNavigableMap(new TreeMap<>(states));
        if (!states.containsValue(GenerationState.SERVING)) {
            throw new IllegalArgumentException("no generation serves: " + states);
        }
    }

    /**
     * Id of an application's Kafka Streams application, and with it the name of its group and directory and the prefix
     * of its internal topics: that of the first generation is as ever.
     */
    public static String applicationId(String application, int number) {
        return number == Topics.FIRST_GENERATION ? application : "%s-g%d".formatted(application, number);
    }

    /** The one that answers queries. */
    public int serving() {
        return in(GenerationState.SERVING).last();
    }

    /** The one that is to serve next. */
    public Optional<Integer> building() {
        return in(GenerationState.BUILDING).stream().findFirst();
    }

    /** Those that have served, and are kept up to date until they are retired. */
    public NavigableSet<Integer> superseded() {
        return Collections.unmodifiableNavigableSet(in(GenerationState.SERVING).headSet(serving(), false));
    }

    /** The newest, while there is another that answers or can answer instead. */
    public Optional<Integer> dispensable() {
        return building().or(() -> superseded().isEmpty() ? Optional.empty() : Optional.of(serving()));
    }

    /** Those whose applications run. */
    public NavigableSet<Integer> running() {
        NavigableSet<Integer> running = in(GenerationState.SERVING);
        running.addAll(in(GenerationState.BUILDING));
        return Collections.unmodifiableNavigableSet(running);
    }

    /** Those of which nothing is to be left. */
    public NavigableSet<Integer> retired() {
        return Collections.unmodifiableNavigableSet(in(GenerationState.RETIRED));
    }

    /** The number of a new one. */
    public int next() {
        return states.lastKey() + 1;
    }

    private NavigableSet<Integer> in(GenerationState state) {
        NavigableSet<Integer> numbers = new TreeSet<>();
        states.forEach((number, its) -> {
            if (its == state) {
                numbers.add(number);
            }
        });
        return numbers;
    }
}
