// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/** Pure time arithmetic of a session: spans, activity islands, inactivity gaps. Knows only the JDK. */
@NullMarked
package dev.playhead.timeline;

import org.jspecify.annotations.NullMarked;
