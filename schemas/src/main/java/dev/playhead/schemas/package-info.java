// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The contract between the services: topics, their Avro records in {@code dev.playhead.schemas.v1}, the Confluent wire
 * format and its registries. Depends on Kafka's clients, Avro and Jackson, and of ours on settings only.
 */
@NullMarked
package dev.playhead.schemas;

import org.jspecify.annotations.NullMarked;
