// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Which generations of the derived topics and stores there are, and how an instance runs them beside each other. Used
 * by the stream processor, the query service and the command that starts a new one.
 *
 * <p>Depends on the topics and on Kafka's clients; knows nothing of Kafka Streams.
 */
@NullMarked
package dev.playhead.generations;

import org.jspecify.annotations.NullMarked;
