// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Segments to {@link dev.playhead.formats.facts.SegmentFacts}: one pass over the tokens, no tree. May depend on the
 * packages {@code body}, {@code wire} and {@code facts} beside it and on {@code dev.playhead.timeline}; knows nothing
 * of RUM events or playback.
 */
@NullMarked
package dev.playhead.formats.segment;

import org.jspecify.annotations.NullMarked;
