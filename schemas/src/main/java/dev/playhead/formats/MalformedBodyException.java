// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import java.io.IOException;

/** A body that cannot be read. Converted into a {@link Decoded.Rejected} before it leaves a decoder. */
public final class MalformedBodyException extends IOException {

    private static final long serialVersionUID = 1;

    private final RejectReason reason;

    public MalformedBodyException(RejectReason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public RejectReason reason() {
        return reason;
    }
}
