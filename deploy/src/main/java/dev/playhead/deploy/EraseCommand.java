// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import dev.playhead.erasures.ErasureId;
import dev.playhead.erasures.KafkaErasureLog;
import dev.playhead.schemas.SessionKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks for a session to be erased, and is done when the cluster has that for good. */
@Command(
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = {
            "Erases a session: it is gone from every answer, and what still comes of it is refused, for good.",
            "The bytes that were received stay in Kafka until the retention of their topics has passed."
        })
final class EraseCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("FieldMayBeFinal") // filled by picocli
    private ClusterOptions options = new ClusterOptions();

    @Parameters(index = "0", paramLabel = "APP", description = "Id of the application.")
    private String app = "";

    @Parameters(index = "1", paramLabel = "SESSION", description = "Id of the session.")
    private String session = "";

    EraseCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        if (!SessionKey.isId(app) || !SessionKey.isId(session)) {
            throw new CannotStartException(
                    "not an id of an application and a session: '%s' '%s'".formatted(app, session));
        }
        ClusterTopics cluster = ClusterTopics.of(options.over(environment));
        cluster.verify();
        ErasureId id = cluster.orExplained(() -> erase(cluster, new SessionKey(app, session)));
        spec.commandLine()
                .getErr()
                .println(
                        "%s:%s is erased from now on; the bytes that were received go with the retention of their topics (erasure %s)"
                                .formatted(app, session, id.text()));
        return 0;
    }

    private static ErasureId erase(ClusterTopics cluster, SessionKey session) {
        InstantSource clock = InstantSource.system();
        try (KafkaErasureLog log = new KafkaErasureLog(cluster.kafka(), cluster.topics(), cluster.timeout())) {
            long requestedMs = clock.millis();
            log.decide(List.of(session));
            return log.record(session.app(), 1, requestedMs, clock.millis());
        }
    }
}
