// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The stream processor beside what it could cost at least: decoding beside inflating and parsing, joining into a long
 * session beside joining into a short one, the whole beside a topology that only stores what it reads.
 */
@NullMarked
package dev.playhead.benchmarks.processor;

import org.jspecify.annotations.NullMarked;
