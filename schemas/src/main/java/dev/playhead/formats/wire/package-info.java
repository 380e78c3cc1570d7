// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/** The numbers that recordings are written in, as the SDKs' sources have them: constants alone. Knows only the JDK. */
@NullMarked
package dev.playhead.formats.wire;

import org.jspecify.annotations.NullMarked;
