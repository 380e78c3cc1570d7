// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import dev.playhead.deploy.records.Place;
import dev.playhead.deploy.records.RecordWriter;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.Control;
import dev.playhead.schemas.v1.ControlAction;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerRecord;
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
        Place place = cluster.orExplained(() -> write(cluster, new SessionKey(app, session)));
        spec.commandLine()
                .getErr()
                .println(
                        "%s:%s is erased from now on; the bytes that were received go with the retention of their topics (%s)"
                                .formatted(app, session, place));
        return 0;
    }

    private static Place write(ClusterTopics cluster, SessionKey session) {
        Topic<Control> control = cluster.topics().control();
        Control erasure = new Control(session.app(), session.session(), ControlAction.ERASE);
        try (RecordWriter writer = new RecordWriter(cluster.kafka(), cluster.timeout())) {
            return writer.write(new ProducerRecord<>(
                    control.name(),
                    control.keySerde().serializer().serialize(control.name(), session.text()),
                    control.valueSerde().serializer().serialize(control.name(), erasure)));
        }
    }
}
