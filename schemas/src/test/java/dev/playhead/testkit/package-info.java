// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/** What the tests of every module share: recorded fixtures, properties with seeds. Never on a main class path. */
@NullMarked
package dev.playhead.testkit;

import org.jspecify.annotations.NullMarked;
