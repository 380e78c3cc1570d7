// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.testkit.Recordings.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content is a function of the set of uploads: order, duplicates and restarts leave no trace. */
@Tag("cluster")
class ConvergenceTest {

    private static final String[] SETS = {"guance", "datadog-v7", "datadog-v5", "rrweb"};
    private static final long SEED = 20_261_123;
    private static final double DUPLICATES = 0.3;

    @Test
    void orderDuplicatesConcurrencyAndRestartsChangeNothing(@TempDir Path once, @TempDir Path twice)
            throws InterruptedException, ExecutionException {
        List<Request> requests = RecordedTraffic.accepted(SETS);
        Map<String, QueryClient.Content> expected = afterSending(once, requests, 1);
        List<Request> shuffled = RecordedTraffic.shuffledWithDuplicates(requests, DUPLICATES, SEED);

        assertThat(afterSending(twice, shuffled, 8)).isEqualTo(expected);
        assertThat(afterSending(twice, shuffled, 8))
                .as("sent once more, after a restart")
                .isEqualTo(expected);
        assertThat(afterSending(once, List.of(), 1)).as("after a restart").isEqualTo(expected);
    }

    private static Map<String, QueryClient.Content> afterSending(Path data, List<Request> requests, int concurrency)
            throws InterruptedException, ExecutionException {
        try (Installation installation = Installation.start(TruthTest.environment(data));
                QueryClient client = new QueryClient(installation.query())) {
            assertThat(RecordedTraffic.send(installation.gateway(), requests, concurrency))
                    .allMatch(status -> status == 202);
            return client.settled(List.of(SETS));
        }
    }
}
