// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Rules of HTTP that hold whatever server asks: nothing here knows one. Used by the gateway and the query service.
 * Depends on the JDK only.
 */
@NullMarked
package dev.playhead.http;

import org.jspecify.annotations.NullMarked;
