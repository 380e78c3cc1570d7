// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.processor.row.MemberRow;
import org.jspecify.annotations.Nullable;

/**
 * What a record makes of one member.
 *
 * @param before the row that is stored; null where there is none
 * @param after the row to be put
 */
record MemberChange(@Nullable MemberRow before, MemberRow after) {}
