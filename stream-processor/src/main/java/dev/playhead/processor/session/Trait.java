// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.Traits;
import org.jspecify.annotations.Nullable;

/** One scalar of a session. Stored by name: add at the end, never rename. */
public enum Trait {
    USER_ID,
    USER_NAME,
    USER_EMAIL,
    BROWSER,
    OS,
    DEVICE,
    COUNTRY,
    ENV,
    SERVICE,
    VERSION,
    SDK_NAME,
    SDK_VERSION,
    ATTRIBUTES;

    /** Whether it says something about a user, so that it holds for that one only. */
    boolean isAboutUser() {
        return switch (this) {
            case USER_ID, USER_NAME, USER_EMAIL -> true;
            case BROWSER, OS, DEVICE, COUNTRY, ENV, SERVICE, VERSION, SDK_NAME, SDK_VERSION, ATTRIBUTES -> false;
        };
    }

    /** Its value; null where nothing is said. */
    public @Nullable String of(Traits traits) {
        return switch (this) {
            case USER_ID -> traits.userId();
            case USER_NAME -> traits.userName();
            case USER_EMAIL -> traits.userEmail();
            case BROWSER -> traits.browser();
            case OS -> traits.os();
            case DEVICE -> traits.device();
            case COUNTRY -> traits.country();
            case ENV -> traits.env();
            case SERVICE -> traits.service();
            case VERSION -> traits.version();
            case SDK_NAME -> traits.sdkName();
            case SDK_VERSION -> traits.sdkVersion();
            case ATTRIBUTES -> traits.attributes();
        };
    }
}
