// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How the processor runs, apart from what it does.
 *
 * @param kafka properties of every client, {@code bootstrap.servers} among them; they win over what is set here
 * @param stateDir where the stores are kept
 * @param threads stream threads of this instance
 * @param commitInterval how long what was processed stays invisible to readers, at most
 * @param guarantee how often a record may take effect after a failure
 * @param instanceId names this instance in its group, so that it finds its stores again after a restart; unique
 * @param sessionTimeout after which an instance that is gone is missed
 * @param storeMemoryBytes native memory of all stores together
 * @param maxThreadFailures threads that are replaced within {@code failureWindow} before the instance gives up
 * @param closeTimeout how long closing waits for the running transaction
 */
public record StreamSettings(
        Map<String, String> kafka,
        Path stateDir,
        int threads,
        Duration commitInterval,
        Guarantee guarantee,
        String instanceId,
        Duration sessionTimeout,
        long storeMemoryBytes,
        int maxThreadFailures,
        Duration failureWindow,
        Duration closeTimeout) {

    public StreamSettings {
        kafka = Map.copyOf(kafka);
    }
}
