// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the SDKs send, one file a format: bodies in, facts and rrweb events out. Pure; knows the JDK, Jackson and
 * {@code dev.playhead.timeline}, no Kafka and no HTTP. Bad input is a {@link dev.playhead.formats.Decoded.Rejected},
 * never an exception.
 */
@NullMarked
package dev.playhead.formats;

import org.jspecify.annotations.NullMarked;
