// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tests that Node runs, which are all in one directory. */
final class NodeScripts {

    static final Path WEB_UI = Path.of("../replay-query/web-ui");

    /** A failed test in a TAP report, with what is said of it. */
    private static final Pattern FAILED =
            Pattern.compile("^ *not ok .*?^ *\\.\\.\\.$", Pattern.MULTILINE | Pattern.DOTALL);

    /** Of one test: what hangs should fail, and say so. */
    private static final String TIMEOUT = "--test-timeout=600000";

    private final Path directory;
    private final Map<String, String> environment;

    private NodeScripts(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /** Skips the test where the machine lacks what they need. */
    static NodeScripts in(Path directory) {
        assumeTrue(onPath("node").isPresent(), "no Node on the PATH");
        return new NodeScripts(directory, Map.of());
    }

    /** The same for tests that drive a real Chromium with the web UI's packages. */
    static NodeScripts inABrowser(Path directory) {
        Optional<Path> chromium = onPath("chromium", "chromium-browser", "google-chrome");
        assumeTrue(chromium.isPresent(), "no Chromium on the PATH");
        assumeTrue(onPath("node").isPresent(), "no Node on the PATH");
        assumeTrue(Files.isDirectory(WEB_UI.resolve("node_modules")), "the web UI's packages are not installed");
        return new NodeScripts(directory, Map.of("CHROMIUM", chromium.get().toString()));
    }

    /** Runs them against an installation. One file at a time: they share the machine's cores with the installation. */
    void run(Installation installation) throws IOException, InterruptedException {
        run(installation, Map.of());
    }

    /** The same, with environment variables besides those that name the installation. */
    void run(Installation installation, Map<String, String> variables) throws IOException, InterruptedException {
        ProcessBuilder node = new ProcessBuilder(
                Stream.concat(Stream.of("node", "--test", "--test-concurrency=1", TIMEOUT), files().stream())
                        .toList());
        node.environment().put("PLAYHEAD_QUERY", installation.query());
        node.environment().put("PLAYHEAD_GATEWAY", installation.gateway());
        node.environment().putAll(environment);
        node.environment().putAll(variables);
        run(node, directory.getFileName() + "-tests.log");
    }

    /** Installs what the directory's lock file names, unless that is there. */
    void installPackages() throws IOException, InterruptedException {
        Path installed = directory.resolve("node_modules/.package-lock.json");
        Path wanted = directory.resolve("package-lock.json");
        if (Files.notExists(installed)
                || Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted)) < 0) {
            run(
                    new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"),
                    directory.getFileName() + "-packages.log");
        }
    }

    private void run(ProcessBuilder process, String logName) throws IOException, InterruptedException {
        Path log = Path.of("target", logName);
        int status = process.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertThat(status)
                .as("exit code of %s:%n%s", process.command(), failures(Files.readString(log)))
                .isZero();
    }

    /**
     * What is said of the tests that failed, for a whole report is too long to be read; all of it where none is named.
     */
    private static String failures(String report) {
        String failures =
                FAILED.matcher(report).results().map(MatchResult::group).collect(Collectors.joining("\n"));
        return failures.isEmpty() ? report : failures;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".test.mjs"))
                    .sorted()
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
