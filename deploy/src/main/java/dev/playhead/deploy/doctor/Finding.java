// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.doctor;

import java.util.Locale;

/**
 * What a check found.
 *
 * @param check what was looked at, in a word or two
 * @param says what is so, and where it is not well what to do
 */
public record Finding(Level level, String check, String says) {

    /** How bad it is. */
    public enum Level {
        OK,
        /** Works, and somebody should look. */
        WARN,
        /** Does not work. */
        FAIL
    }

    public static Finding ok(String check, String says) {
        return new Finding(Level.OK, check, says);
    }

    static Finding warn(String check, String says) {
        return new Finding(Level.WARN, check, says);
    }

    public static Finding fail(String check, String says) {
        return new Finding(Level.FAIL, check, says);
    }

    /** For a person: level, check and what it says. What senders chose must not command a terminal. */
    public String line() {
        return "%-4s  %-16s  %s"
                .formatted(level.name().toLowerCase(Locale.ROOT), check, says)
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
