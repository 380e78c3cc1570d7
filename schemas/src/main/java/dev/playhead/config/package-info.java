// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/** Reads settings from environment variables into records, and reports every mistake at once. */
@NullMarked
package dev.playhead.config;

import org.jspecify.annotations.NullMarked;
