// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.SessionEnded;
import dev.playhead.testkit.Recordings.Request;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session ends when nothing comes for it, as far as a real consumer can tell, and each end is told once. */
@Tag("cluster")
class SessionEndTest {

    private static final String SET = "rrweb";

    @Test
    void aQuietSessionIsClosedAndALateUploadOpensItAgainAlsoAfterARestart(@TempDir Path data) throws Exception {
        Map<String, String> environment = new HashMap<>(TruthTest.environment(data));
        environment.put("PLAYHEAD_PROCESSOR_SESSION_INACTIVITY", "PT4S");
        environment.put("PLAYHEAD_PROCESSOR_SESSION_GRACE", "PT1S");
        environment.put("PLAYHEAD_PROCESSOR_SETTLED_AFTER", "PT2S");
        List<Request> requests = RecordedTraffic.accepted(SET);

        int closedFirst = closedAfter(environment, requests.subList(0, requests.size() - 1), 0);
        assertThat(closedAfter(environment, requests.subList(requests.size() - 1, requests.size()), closedFirst))
                .isEqualTo(closedFirst + 1);
    }

    /**
     * The revision that a session is closed with after some uploads; every close up to it was told.
     *
     * @param before revision that it was closed with before
     */
    private static int closedAfter(Map<String, String> environment, List<Request> requests, int before)
            throws Exception {
        try (Installation installation = Installation.start(environment);
                QueryClient client = new QueryClient(installation.query())) {
            assertThat(RecordedTraffic.send(installation.gateway(), requests, 1))
                    .containsOnly(202);
            JsonNode session = QueryClient.eventually(
                    () -> client.summary(QueryClient.sessionOf(SET)),
                    summary -> summary.path("status").asText().equals("CLOSED")
                            && summary.path("revision").asInt() > before);
            int revision = session.path("revision").asInt();
            assertThat(session.path("status").asText()).isEqualTo("CLOSED");
            assertThat(TopicContents.ended(installation.kafka(), Topics.from(environment)))
                    .extracting(SessionEnded::getRevision)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, revision).boxed().toList());
            return revision;
        }
    }
}
