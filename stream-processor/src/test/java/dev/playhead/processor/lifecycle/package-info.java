// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.playhead.processor.lifecycle;

import org.jspecify.annotations.NullMarked;
