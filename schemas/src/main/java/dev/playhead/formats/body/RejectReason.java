// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.body;

import java.util.Locale;

/** Why something received cannot be used. The label is the same word in metrics, dead letters, logs and docs. */
public enum RejectReason {
    /** Not in the format it claims to be: look at the sender's SDK and version. */
    MALFORMED,
    /** Compressed data that ends early or fails its checksum: look for a proxy that cuts bodies. */
    CORRUPT,
    /** Inflates past a limit: raise the limit if the sender is honest. */
    TOO_LARGE,
    /** JSON nested past the limit: raise the limit if the sender is honest. */
    TOO_DEEP,
    /** Holds no record at all. */
    EMPTY,
    /** In a format that this release has no decoder for: upgrade the processors before the gateways. */
    UNKNOWN_FORMAT,
    /** Names no session, or an id that is not allowed. */
    BAD_ID,
    /** Of an application that is not configured: configure it, or find out who sends. */
    UNKNOWN_APPLICATION,
    /** Shows no token of the application that it is for: compare the SDK's settings with the configuration. */
    UNKNOWN_TOKEN,
    /** From a page that may not send for the application: configure its origin, or find out who embeds the SDK. */
    UNKNOWN_ORIGIN,
    /** Not a record of our own topics: somebody else writes to them. */
    UNREADABLE_RECORD;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
