// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/** {@code ./playhead bench query}. */
@NullMarked
package dev.playhead.benchmarks.query;

import org.jspecify.annotations.NullMarked;
