// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What a cluster says of an installation: how far its applications have come, and what it takes on the brokers' disks.
 * Depends on Kafka's admin client and {@code dev.playhead.schemas}.
 */
@NullMarked
package dev.playhead.cluster;

import org.jspecify.annotations.NullMarked;
