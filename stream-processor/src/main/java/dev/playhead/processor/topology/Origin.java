// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.facts.Traits;
import dev.playhead.schemas.v1.Segment;

/**
 * What is known of an upload beside its body.
 *
 * @param stated what the SDK says
 * @param observed what the gateway learnt from the connection
 */
record Origin(Traits stated, Traits observed) {

    static Origin of(Segment segment) {
        Traits stated = new Traits(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                segment.getEnv(),
                segment.getService(),
                segment.getVersion(),
                segment.getSdkName(),
                segment.getSdkVersion(),
                null);
        return new Origin(stated, StoredBody.observed(segment.getClient()));
    }
}
