// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks;

import dev.playhead.deploy.Playhead;
import java.nio.file.Path;
import java.util.List;

/**
 * A gateway in a process of its own, as it is shipped.
 *
 * @param url where it takes uploads
 */
public record GatewayProcess(ChildJvm jvm, String url) implements AutoCloseable {

    private static final String READY = "ready gateway=";

    /** Returns when it is ready. */
    public static GatewayProcess start(Broker broker, Path logs) {
        ChildJvm jvm = ChildJvm.startLikeGateway(
                "gateway",
                logs,
                Playhead.class,
                List.of("gateway", "--kafka", broker.bootstrapServers(), "--gateway-port", "0"));
        String ready = jvm.awaitLine(READY).substring(READY.length());
        return new GatewayProcess(jvm, ready.substring(0, ready.indexOf(' ')));
    }

    @Override
    public void close() {
        jvm.close();
    }
}
