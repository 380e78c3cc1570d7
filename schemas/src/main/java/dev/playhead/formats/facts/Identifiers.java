// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.facts;

import java.util.regex.Pattern;

/** The one rule about which texts may name an application, a session, a view or an event. */
public final class Identifiers {

    private static final Pattern ALLOWED = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9_.-]{1,128}");

    private Identifiers() {}

    /** Whether a text may be an id: no separator, no path, no surprise. */
    public static boolean isAllowed(String text) {
        return ALLOWED.matcher(text).matches();
    }
}
