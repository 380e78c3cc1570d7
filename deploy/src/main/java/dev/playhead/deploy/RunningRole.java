// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * A role of this process that was started.
 *
 * @param scheme of its URLs
 * @param port it listens on, or {@link #NO_PORT}
 * @param ready whether it does its work
 * @param running drains and stops it when closed
 */
record RunningRole(Role role, String scheme, IntSupplier port, BooleanSupplier ready, AutoCloseable running) {

    static final int NO_PORT = -1;
    static final String HTTP = "http";
    static final String HTTPS = "https";

    /** Whether this process can ask it as anybody else would: not over TLS, where its name is the operator's. */
    boolean answersPlainHttp() {
        return hasPort() && scheme.equals(HTTP);
    }

    boolean hasPort() {
        return port.getAsInt() != NO_PORT;
    }
}
