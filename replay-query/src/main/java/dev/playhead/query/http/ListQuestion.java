// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.playhead.query.api.ApiHandlers;
import dev.playhead.query.store.Gathered;
import dev.playhead.query.store.Part;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A question to which every partition has a part of the answer.
 *
 * @param ask what partitions of this instance have; blocks
 * @param type of a part, which other instances send as JSON
 * @param answer all parts, for the client
 * @param <T> of a part, and of parts together
 */
record ListQuestion<T>(
        BiFunction<ApiHandlers, Set<Integer>, Part<T>> ask,
        TypeReference<Part<T>> type,
        Function<Gathered<List<T>>, Object> answer) {}
