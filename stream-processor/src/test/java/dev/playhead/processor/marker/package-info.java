// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.playhead.processor.marker;

import org.jspecify.annotations.NullMarked;
