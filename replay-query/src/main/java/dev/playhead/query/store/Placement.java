// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import java.util.List;
import java.util.Optional;

/** Which instances have a partition's stores, as far as this one knows; any of it may just have changed. */
@FunctionalInterface
public interface Placement {

    /** Where an instance's HTTP server is reached. */
    record Instance(String host, int port) {

        @Override
        public String toString() {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }

    /**
     * @param owner the one that keeps the partition's stores up to date; empty while nobody is known to
     * @param copies those that follow it
     */
    record Holders(Optional<Instance> owner, List<Instance> copies) {

        public Holders {
            copies = List.copyOf(copies);
        }
    }

    Holders of(int partition);
}
