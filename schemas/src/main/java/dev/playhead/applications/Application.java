// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.applications;

import dev.playhead.schemas.v1.SourceFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One application.
 *
 * @param id as in every key and answer
 * @param tokens public tokens of each SDK: where an SDK has any, its traffic needs one of them. They identify and do
 *     not authenticate, since every visitor of the site can read them
 * @param origins pages that may send; none means all
 * @param limits how much may be sent
 * @param drop what is accepted but not kept
 * @param retention how long a session's replay is offered after it was first received; null where the installation's
 *     own retention holds
 * @param assetOrigins where replayed pages may load images, fonts and style sheets from
 */
public record Application(
        String id,
        Map<SourceFormat, Set<String>> tokens,
        List<OriginPattern> origins,
        RateLimits limits,
        List<DropRule> drop,
        @Nullable Duration retention,
        List<OriginPattern> assetOrigins) {

    public Application {
        tokens = Map.copyOf(tokens);
        origins = List.copyOf(origins);
        drop = List.copyOf(drop);
        assetOrigins = List.copyOf(assetOrigins);
    }

    /** Whether traffic of an SDK is taken with this token; null where it shows none. */
    public boolean takesToken(SourceFormat sdk, @Nullable String token) {
        Set<String> known = tokens.get(sdk);
        return known == null || (token != null && known.contains(token));
    }

    /**
     * Whether pages of an origin may send.
     *
     * @param origin as browsers send it; null from what is no page, which an origin cannot keep out anyway
     */
    public boolean takesOrigin(@Nullable String origin) {
        return origin == null || origins.isEmpty() || origins.stream().anyMatch(pattern -> pattern.matches(origin));
    }
}
