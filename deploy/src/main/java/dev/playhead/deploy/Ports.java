// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Looks before anything is started, so that a mistake is said within a moment and leaves nothing half done. */
final class Ports {

    private Ports() {}

    /**
     * Refuses an address that cannot be listened on. Port 0 always can.
     *
     * @param service who wants it, as its option is called
     */
    static void checkFree(String host, int port, String service) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new UnknownHostException("unknown host");
            }
            probe.bind(address);
        } catch (IOException e) {
            throw new CannotStartException(
                    "cannot listen on %s:%d (%s): choose another with --%s-port or --host"
                            .formatted(host, port, e.getMessage(), service),
                    e);
        }
    }
}
