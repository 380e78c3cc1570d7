// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/** Who may do what, and the secret that proves it. Knows no HTTP. */
@NullMarked
package dev.playhead.query.access;

import org.jspecify.annotations.NullMarked;
