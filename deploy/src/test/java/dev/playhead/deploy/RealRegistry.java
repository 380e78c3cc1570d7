// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An Apicurio registry in a process of its own, which keeps in memory what it is told. */
final class RealRegistry implements AutoCloseable {

    private static final Path UNPACKED = Path.of("target/real-registry");
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final String url;

    private RealRegistry(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Returns when it listens. Skips the test unless Maven's profile {@code real-registry} has fetched it. */
    static RealRegistry start() throws IOException {
        Path program = UNPACKED.resolve("quarkus-run.jar");
        assumeTrue(Files.exists(program), "no registry in " + UNPACKED + ": Maven's profile real-registry fetches it");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx300m",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=0",
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=0",
                        "-jar",
                        program.toAbsolutePath().toString())
                .redirectErrorStream(true)
                .start();
        try {
            return new RealRegistry(process, "http://127.0.0.1:%s/apis/ccompat/v7".formatted(port(process)));
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Base of its Confluent API. */
    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static String port(Process process) throws IOException {
        StringBuilder log = new StringBuilder();
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread.ofVirtual().start(() -> drain(lines.lines()));
                return listening.group(1);
            }
            log.append(line).append('\n');
        }
        throw new IOException("the registry ended:\n" + log);
    }

    /** Or it would wait for its output to be read. */
    private static void drain(Stream<String> lines) {
        lines.forEach(_ -> {});
    }
}
