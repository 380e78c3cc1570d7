// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

/** What a session can have too much of; names as in the public API and in metrics. */
public enum SessionLimit {
    /** More markers of a kind than are kept: raise the limit if the sender is honest. */
    MARKERS,
    /** More segments than are kept: raise the limit if the sender is honest. */
    SEGMENTS,
    /** More bytes of segments than are kept: look at what the page records, and raise the limit if it is right. */
    BYTES,
    /** More views than are kept: raise the limit if the sender is honest. */
    VIEWS
}
