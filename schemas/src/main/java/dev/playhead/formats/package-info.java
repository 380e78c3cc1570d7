// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the SDKs send, one file a format: bodies in, facts and rrweb events out. Here is only which parts make up which
 * format; the work is done one package down.
 *
 * <pre>
 *   formats -> segment, rum, playback -> facts, wire, body
 * </pre>
 *
 * <ul>
 *   <li>{@code body}: a compressed body as a stream of tokens, within limits; what is refused, and why.
 *   <li>{@code wire}: the numbers that recordings are written in.
 *   <li>{@code facts}: what is read out of bodies, free of any format.
 *   <li>{@code segment}: segments to facts. {@code rum}: batches of RUM events to facts and slices.
 *   <li>{@code playback}: segments to rrweb events.
 * </ul>
 *
 * <p>May depend on all of them. Altogether pure: the JDK, Jackson and {@code dev.playhead.timeline}, no Kafka and no
 * HTTP. Bad input is a {@link dev.playhead.formats.body.Decoded.Rejected}, never an exception.
 */
@NullMarked
package dev.playhead.formats;

import org.jspecify.annotations.NullMarked;
