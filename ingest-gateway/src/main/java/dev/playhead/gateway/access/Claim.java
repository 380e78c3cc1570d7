// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.access;

import dev.playhead.schemas.v1.SourceFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of itself before its body.
 *
 * @param sdk whose endpoint it is for
 * @param app application; null where only the body names it
 * @param token the SDK's public token; null where it shows none
 * @param tokenFollows whether the token stands in the body instead
 * @param origin of the page that sends; null from what is no page
 */
public record Claim(
        SourceFormat sdk,
        @Nullable String app,
        @Nullable String token,
        boolean tokenFollows,
        @Nullable String origin) {

    /** The same claim with the token that was found in the body. */
    Claim showing(String found) {
        return new Claim(sdk, app, found, false, origin);
    }
}
