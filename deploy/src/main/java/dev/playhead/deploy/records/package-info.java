// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Single records of a cluster's topics, for the operator's commands: reading them where they lie, writing them, and
 * what was set aside. Knows Kafka's clients; depends on {@code dev.playhead.schemas} alone.
 */
@NullMarked
package dev.playhead.deploy.records;

import org.jspecify.annotations.NullMarked;
