// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/** The stream processor as a service: its settings, and how its parts are put together, started and stopped. */
@NullMarked
package dev.playhead.processor;

import org.jspecify.annotations.NullMarked;
