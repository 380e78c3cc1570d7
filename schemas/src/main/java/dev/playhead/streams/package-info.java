// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What every Kafka Streams application of Playhead runs on: native memory, dead threads, records that cannot be read,
 * topics that are read together, and the properties that say so. Used by the stream processor and the query service.
 *
 * <p>Depends on the topics and on Kafka Streams, which is an optional dependency of this module: who uses this package
 * declares it, and the gateway ships without it.
 */
@NullMarked
package dev.playhead.streams;

import org.jspecify.annotations.NullMarked;
