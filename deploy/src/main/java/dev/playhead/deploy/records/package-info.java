// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What was set aside, for the operator's commands. Knows Kafka's clients; depends on {@code dev.playhead.records} and
 * {@code dev.playhead.schemas}.
 */
@NullMarked
package dev.playhead.deploy.records;

import org.jspecify.annotations.NullMarked;
