// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The applications of an installation as their operator configured them in one YAML file: who may send, how much, what
 * is dropped, how long replays are offered and what they may load. Values and their reading only; nothing is decided
 * about a request here. Knows the topics' formats by name, and nothing else of ours.
 */
@NullMarked
package dev.playhead.applications;

import org.jspecify.annotations.NullMarked;
