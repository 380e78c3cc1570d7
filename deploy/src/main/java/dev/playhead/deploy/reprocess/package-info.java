// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * How a new generation is made and an old one removed, seen from outside: the decisions are written, how far the
 * instances have come is read from the cluster, and what a generation leaves behind is deleted.
 *
 * <p>Depends on the topics, the generations and Kafka's clients; nothing here knows the command line.
 */
@NullMarked
package dev.playhead.deploy.reprocess;

import org.jspecify.annotations.NullMarked;
