// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Who may send, and how much: decided from the applications that the operator configured. Knows no SDK, no HTTP server
 * and no Kafka client.
 */
@NullMarked
package dev.playhead.gateway.access;

import org.jspecify.annotations.NullMarked;
