// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.formats.body.RejectReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/operating.md} against the code. */
class OperatingPageTest {

    private static final Path ROOT = Path.of("..");

    /** As a literal in the code: what {@code Settings} is asked for. */
    private static final Pattern ASKED = Pattern.compile("\"((?:PLAYHEAD|SCHEMA_REGISTRY)_[A-Z_]*[A-Z])\"");

    private static final Pattern DESCRIBED = Pattern.compile("`((?:PLAYHEAD|SCHEMA_REGISTRY)_[A-Z_]*[A-Z])`");

    /** Read by the command before there is a JVM. */
    private static final Set<String> OF_THE_COMMAND = Set.of("PLAYHEAD_JAVA_OPTS");

    @Test
    void itDescribesEverySettingAndNoOther() throws IOException {
        Set<String> asked = new TreeSet<>(OF_THE_COMMAND);
        for (Path source : sources()) {
            asked.addAll(found(ASKED, Files.readString(source)));
        }

        assertThat(asked).contains("PLAYHEAD_DATA", "PLAYHEAD_GATEWAY_PORT", "SCHEMA_REGISTRY_URL");
        assertThat(found(DESCRIBED, page())).isEqualTo(asked);
    }

    @Test
    void itSaysWhatEachRejectReasonAsksFor() throws IOException {
        assertThat(page())
                .contains(Stream.of(RejectReason.values())
                        .map(reason -> "| `" + reason.label() + "` |")
                        .toList());
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(OperatingPageTest::filesBelow)
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList();
        }
    }

    private static Stream<Path> filesBelow(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> found(Pattern name, String text) {
        Set<String> names = new TreeSet<>();
        name.matcher(text).results().map((MatchResult match) -> match.group(1)).forEach(names::add);
        return names;
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/operating.md"));
    }
}
