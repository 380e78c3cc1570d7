// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.facts;

/** The one rule about which texts may name an application, a session, a view or an event. */
public final class Identifiers {

    private static final int MAX_CHARS = 128;

    private Identifiers() {}

    /** Whether a text may be an id: no separator, no path, no surprise. Asked several times an upload. */
    public static boolean isAllowed(String text) {
        if (text.isEmpty() || text.length() > MAX_CHARS || text.equals(".") || text.equals("..")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isAllowed(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char next) {
        return (next >= 'a' && next <= 'z')
                || (next >= 'A' && next <= 'Z')
                || (next >= '0' && next <= '9')
                || next == '_'
                || next == '.'
                || next == '-';
    }
}
