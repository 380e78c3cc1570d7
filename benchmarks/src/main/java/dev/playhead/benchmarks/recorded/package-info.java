// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the benchmarks of several services have in common: recorded segments, and how a step that works on them is timed
 * by itself.
 */
@NullMarked
package dev.playhead.benchmarks.recorded;

import org.jspecify.annotations.NullMarked;
