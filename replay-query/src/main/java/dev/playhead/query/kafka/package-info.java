// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the query service asks of the cluster apart from its views: how the installation is, and links to sessions.
 * Knows Kafka's clients.
 */
@NullMarked
package dev.playhead.query.kafka;

import org.jspecify.annotations.NullMarked;
