// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which rows of an application's list are wanted.
 *
 * @param fromMs smallest receive time, inclusive
 * @param toMs largest receive time, exclusive
 * @param after only rows behind this one
 * @param wanted what a row must fulfil
 */
public record ListQuery(
        String app, long fromMs, long toMs, int limit, Optional<RowPosition> after, Predicate<Candidate> wanted) {}
