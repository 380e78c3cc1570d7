// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

/**
 * What makes two things received the same thing.
 *
 * @param text unique within session and kind
 */
public record MemberId(Kind kind, String text) {

    /** Stored by name, and in keys by code: add at the end, never change. */
    public enum Kind {
        SEGMENT(1),
        VIEW(2),
        ITEM(3);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        public byte code() {
            return code;
        }
    }
}
