// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.facts;

import org.jspecify.annotations.Nullable;

/**
 * What one event says about its whole session. Null means that the event does not say; across events the latest
 * recorder time wins, field by field, but a user's name and email hold only for the id that they came with.
 *
 * @param attributes the site's custom attributes as a flat JSON object, null where there are none
 */
public record Traits(
        @Nullable String userId,
        @Nullable String userName,
        @Nullable String userEmail,
        @Nullable String browser,
        @Nullable String os,
        @Nullable String device,
        @Nullable String country,
        @Nullable String env,
        @Nullable String service,
        @Nullable String version,
        @Nullable String sdkName,
        @Nullable String sdkVersion,
        @Nullable String attributes) {

    /** What a format without events of its own knows: the user. */
    public static Traits ofUser(
            @Nullable String id, @Nullable String name, @Nullable String email, @Nullable String attributes) {
        return new Traits(id, name, email, null, null, null, null, null, null, null, null, null, attributes);
    }
}
