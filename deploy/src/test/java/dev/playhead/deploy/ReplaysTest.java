// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.schemas.Topics;
import dev.playhead.testkit.Uploads;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every recording plays in a real browser as its page's driver saw it: by itself, beside another tab of the same
 * session, and with a segment missing.
 */
@Tag("browser")
class ReplaysTest {

    private static final List<String> SETS = Uploads.sets();

    /** Recordings of the same minutes, which one session could have made in two tabs. */
    private static final List<List<String>> TABS = List.of(
            List.of("datadog-v5", "datadog-v7"),
            List.of("guance", "guance-json-mask"),
            List.of("rrweb", "rrweb-packed"));

    private static final int HOLES_A_SET = 2;
    private static final long SEED = 1;

    @Test
    void everyRecordingPlaysAsItWasRecorded(@TempDir Path data) throws Exception {
        NodeScripts scripts = NodeScripts.inABrowser(Path.of("src/test/replays"));
        Map<String, String> environment = TruthTest.environment(data);
        try (Installation installation = Installation.start(environment);
                QueryClient client = new QueryClient(installation.query())) {
            assertThat(RecordedTraffic.send(
                            installation.gateway(), RecordedTraffic.accepted(SETS.toArray(String[]::new)), 4))
                    .allMatch(status -> status == 200 || status == 202);
            client.settled(SETS);

            List<String> copies = SessionCopies.of(
                            installation.kafka(), Topics.from(environment).segments())
                    .leaveOut(SETS, HOLES_A_SET, SEED)
                    .join(TABS)
                    .send();
            copies.forEach(client::path);
            client.settled(copies.getLast());

            scripts.run(
                    installation,
                    Map.of(
                            "SETS", String.join(" ", SETS),
                            "TABS",
                                    String.join(
                                            " ",
                                            TABS.stream()
                                                    .map(tabs -> String.join("+", tabs))
                                                    .toList()),
                            "HOLES", String.valueOf(HOLES_A_SET)));
        }
    }
}
