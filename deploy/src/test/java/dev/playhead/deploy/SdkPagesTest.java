// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real SDKs in a real browser record through a real installation, started by the snippets of docs/sdks.md. */
@Tag("browser")
class SdkPagesTest {

    @Test
    void whatTheSdksRecordPlays(@TempDir Path data) throws Exception {
        NodeScripts scripts = NodeScripts.inABrowser(Path.of("src/test/sdks"));
        scripts.installPackages();
        try (Installation installation = Installation.start(TruthTest.environment(data))) {
            scripts.run(installation);
        }
    }
}
