// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * When a session opens and closes, and what time it is for that: the one use of time in the processor.
 *
 * <p>Immutable values and functions of what they are given, but for {@link DrainAwareClock}, which remembers what it
 * was told; nothing here looks at a clock by itself. Times are epoch milliseconds of the gateway's clock. May depend
 * on: {@code java.base}.
 */
@NullMarked
package dev.playhead.processor.lifecycle;

import org.jspecify.annotations.NullMarked;
