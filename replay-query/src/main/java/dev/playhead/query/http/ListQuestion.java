// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.playhead.query.api.ApiHandlers;
import dev.playhead.query.store.Part;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A question to which every partition has a part of the answer.
 *
 * @param ask what partitions of this instance have; blocks
 * @param type of a part, which other instances send as JSON
 * @param <T> of a part
 */
record ListQuestion<T>(BiFunction<ApiHandlers, Set<Integer>, Part<T>> ask, TypeReference<Part<T>> type) {}
