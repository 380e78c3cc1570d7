// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import java.util.List;

/**
 * What one record says about its session.
 *
 * @param state to be joined into the session's
 * @param variants of the members that the record carries, in record order
 */
public record Contribution(SessionState state, List<Variant> variants) {

    public Contribution {
        variants = List.copyOf(variants);
    }
}
