// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/** Links to single sessions: what they say, how they are signed, and which of them hold. Knows no HTTP. */
@NullMarked
package dev.playhead.query.share;

import org.jspecify.annotations.NullMarked;
