// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.marker;

import java.util.stream.Stream;

/** Which clicks show that a user is frustrated, where the SDK does not say. Pure; more data only adds to them. */
interface FrustrationRule {
    /** The frustration's name, as SDKs have it; part of the markers' ids, and so never changed. */
    String type();

    /** Each click once, in any order. */
    Stream<Click> clicks(ViewMarks marks);
}
