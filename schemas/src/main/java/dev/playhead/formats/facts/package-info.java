// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What is read out of bodies, in the same terms for every format, and what keeps it bounded and harmless: ids, texts,
 * attributes. May depend on {@code dev.playhead.formats.body} and {@code dev.playhead.timeline}.
 */
@NullMarked
package dev.playhead.formats.facts;

import org.jspecify.annotations.NullMarked;
