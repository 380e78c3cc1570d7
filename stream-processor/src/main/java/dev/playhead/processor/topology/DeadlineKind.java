// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

/** What is to be done for a session when its time has come. Stored by code: add at the end, never change. */
enum DeadlineKind {
    /** The session changed, and its summary is to be published. */
    SUMMARY(1),
    /** Parts of a split segment have waited for the others for long enough. */
    SEGMENT_PARTS(2),
    /** The session may have to be closed, or forgotten if it is closed already. */
    LIFECYCLE(3);

    private final byte code;

    DeadlineKind(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }
}
