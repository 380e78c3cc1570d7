// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Batches of RUM events to {@link dev.playhead.formats.facts.RumFacts}, and to the slices that route them. May depend
 * on the packages {@code body} and {@code facts} beside it; knows nothing of recordings.
 */
@NullMarked
package dev.playhead.formats.rum;

import org.jspecify.annotations.NullMarked;
