// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A view lane's segments to rrweb events that the player can play: read as rrweb, sanitised, and freed of what refers
 * to nodes that the player cannot have. May depend on the packages {@code body} and {@code wire} beside it.
 */
@NullMarked
package dev.playhead.formats.playback;

import org.jspecify.annotations.NullMarked;
