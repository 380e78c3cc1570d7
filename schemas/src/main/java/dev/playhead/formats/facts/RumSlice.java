// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.facts;

import org.jspecify.annotations.Nullable;

/**
 * Where one RUM event lies in a batch, and whose it is.
 *
 * @param from first byte of the event in the inflated batch
 * @param to the byte after its last
 * @param app application id; null where the event cannot be read or names none that is allowed
 * @param session session id; null likewise
 */
public record RumSlice(
        int from, int to, @Nullable String app, @Nullable String session) {

    /** Whether the event says, with ids that are allowed, whose it is. */
    public boolean isIdentified() {
        return app != null && session != null;
    }

    public static RumSlice of(int from, int to, @Nullable String app, @Nullable String session) {
        return new RumSlice(from, to, allowed(app), allowed(session));
    }

    private static @Nullable String allowed(@Nullable String id) {
        return id != null && Identifiers.isAllowed(id) ? id : null;
    }
}
