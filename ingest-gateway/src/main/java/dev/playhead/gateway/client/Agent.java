// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.client;

import dev.playhead.formats.facts.DeviceClass;
import org.jspecify.annotations.Nullable;

/** What a user agent says; null for what it does not. */
record Agent(
        @Nullable String browser,
        @Nullable String os,
        @Nullable DeviceClass device) {

    static final Agent UNKNOWN = new Agent(null, null, null);
}
