// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Kafka Streams wiring: it names, routes and stores; what a record means is decided in {@code session}. The only
 * package of the processor that knows Kafka Streams and RocksDB.
 */
@NullMarked
package dev.playhead.processor.topology;

import org.jspecify.annotations.NullMarked;
