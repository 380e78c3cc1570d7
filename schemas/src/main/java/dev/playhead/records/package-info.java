// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Single records of a cluster's topics: reading them where they lie, and writing them. Depends on Kafka's clients and
 * {@code dev.playhead.schemas}.
 */
@NullMarked
package dev.playhead.records;

import org.jspecify.annotations.NullMarked;
