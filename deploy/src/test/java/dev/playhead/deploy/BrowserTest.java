// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.deploy.demo.DemoRecordings;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the web UI's own browser tests against a real installation that holds the bundled recordings. */
@Tag("browser")
class BrowserTest {

    @Test
    void theRecordingsPlay(@TempDir Path data) throws Exception {
        NodeScripts scripts = NodeScripts.inABrowser(NodeScripts.WEB_UI.resolve("e2e"));
        try (Installation installation = Installation.start(TruthTest.environment(data));
                QueryClient client = new QueryClient(installation.query())) {
            assertThat(DemoRecordings.send(URI.create(installation.gateway())).refused())
                    .isZero();
            client.settled(DemoRecordings.SETS);

            scripts.run(installation);
        }
    }
}
