// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import dev.playhead.schemas.v1.SessionSummary;
import org.jspecify.annotations.Nullable;

/** Something that sessions have one value of, from a set that is not large. */
public interface Facet {

    /** Null where it is not known. */
    @Nullable
    String of(SessionSummary session);
}
