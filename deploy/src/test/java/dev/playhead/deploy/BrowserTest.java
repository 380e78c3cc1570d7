// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.playhead.deploy.demo.DemoRecordings;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the web UI's own browser tests against a real installation that holds the bundled recordings. */
@Tag("browser")
class BrowserTest {

    private static final Path WEB_UI = Path.of("../replay-query/web-ui");

    @Test
    void theRecordingsPlay(@TempDir Path data) throws Exception {
        Optional<Path> chromium = onPath("chromium", "chromium-browser", "google-chrome");
        assumeTrue(chromium.isPresent(), "no Chromium on the PATH");
        assumeTrue(onPath("node").isPresent(), "no Node on the PATH");
        assumeTrue(Files.isDirectory(WEB_UI.resolve("node_modules")), "the web UI's packages are not installed");
        try (Installation installation = Installation.start(TruthTest.environment(data));
                QueryClient client = new QueryClient(installation.query())) {
            assertThat(DemoRecordings.send(URI.create(installation.gateway())).refused())
                    .isZero();
            client.settled(DemoRecordings.SETS);

            runBrowserTests(installation, chromium.get());
        }
    }

    private static void runBrowserTests(Installation installation, Path chromium)
            throws IOException, InterruptedException {
        ProcessBuilder node = new ProcessBuilder(command()).directory(WEB_UI.toFile());
        node.environment().put("PLAYHEAD_QUERY", installation.query());
        node.environment().put("PLAYHEAD_GATEWAY", installation.gateway());
        node.environment().put("CHROMIUM", chromium.toString());
        Path log = Path.of("target/browser-tests.log");
        int status = node.redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(status)
                .as("exit code of the browser tests:%n%s", Files.readString(log))
                .isZero();
    }

    /** One file at a time: they share the machine's cores with the installation. */
    private static List<String> command() throws IOException {
        try (Stream<Path> files = Files.list(WEB_UI.resolve("e2e"))) {
            List<String> tests = files.map(file -> "e2e/" + file.getFileName())
                    .filter(name -> name.endsWith(".test.mjs"))
                    .sorted()
                    .toList();
            return Stream.concat(Stream.of("node", "--test", "--test-concurrency=1"), tests.stream())
                    .toList();
        }
    }

    private static Optional<Path> onPath(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
