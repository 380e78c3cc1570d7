// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.testkit.TopologyPage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyDiagramTest {

    @TempDir
    private Path stateDir;

    @Test
    void thePageShowsTheTopologyAsItIs() {
        TopologyPage.assertShows(
                StreamProperties.APPLICATION_ID,
                SessionDriver.topology(stateDir).describe());
    }
}
