// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What stands in a session's timeline and why: one file a rule, all of them listed in
 * {@link dev.playhead.processor.marker.MarkerRules}.
 *
 * <p>A rule is a pure function of what was received, whatever the order: of one RUM event or record, or of all that is
 * known of a view. May depend on: {@code java.base} and the fact values of {@code dev.playhead.formats}.
 */
@NullMarked
package dev.playhead.processor.marker;

import org.jspecify.annotations.NullMarked;
