// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the query service asks the cluster about the installation itself, apart from its views. Knows Kafka's clients.
 */
@NullMarked
package dev.playhead.query.kafka;

import org.jspecify.annotations.NullMarked;
