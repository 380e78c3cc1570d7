// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.facts;

/** Kinds of devices, by the words that the SDKs themselves use where they tell ({@link Traits#device}). */
public enum DeviceClass {
    DESKTOP("Desktop"),
    MOBILE("Mobile"),
    TABLET("Tablet"),
    /** A crawler, or a browser that a program drives. */
    BOT("Bot");

    private final String word;

    DeviceClass(String word) {
        this.word = word;
    }

    /** As sessions and their filters have it. */
    public String word() {
        return word;
    }
}
