// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Erasing sessions: the decisions, and what is kept of an erasure. Used by the query service and by the operator's
 * command. Depends on the topics and on Kafka's clients.
 */
@NullMarked
package dev.playhead.erasures;

import org.jspecify.annotations.NullMarked;
