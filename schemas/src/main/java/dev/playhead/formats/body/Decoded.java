// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.body;

/** What became of a body. */
public sealed interface Decoded<T> {

    record Facts<T>(T value) implements Decoded<T> {}

    /** @param detail for the dead letters: what was wrong and where; holds no recorded content */
    record Rejected<T>(RejectReason reason, String detail) implements Decoded<T> {}
}
