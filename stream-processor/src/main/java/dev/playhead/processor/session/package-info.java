// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What a session is, with no idea where it came from or where it is stored.
 *
 * <p>Everything here is an immutable value or a pure function of values: no Kafka, no HTTP, no clock, no logging. Each
 * aggregate is a <em>join</em>: {@code merge} is commutative, associative and idempotent, so that late, reordered and
 * redelivered records cannot change the answer. The one exception is
 * {@link dev.playhead.processor.session.ReceiptTimes}, which is about arrival and says so. Times are epoch milliseconds
 * of the browser's clock, unless a name says received.
 *
 * <p>May depend on: {@code java.base}, {@code dev.playhead.timeline}, the markers beside it and the fact values of
 * {@code dev.playhead.formats}.
 */
@NullMarked
package dev.playhead.processor.session;

import org.jspecify.annotations.NullMarked;
