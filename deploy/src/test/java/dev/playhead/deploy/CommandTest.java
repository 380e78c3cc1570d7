// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./playhead} itself, as far as it answers before it builds anything. */
class CommandTest {

    private static final Path ROOT = Path.of("..");

    private record Answer(int status, String out, String err) {}

    @ParameterizedTest
    @ValueSource(strings = {"frob", "bench frob", "test --frob", "test --quick more"})
    void whatItDoesNotKnowIsOneLineAndNothingIsBuilt(String arguments) throws Exception {
        Answer answer = run(arguments.split(" ", -1));

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.err().lines()).hasSize(1);
        assertThat(answer.err()).startsWith("playhead: ");
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void anUnknownBenchmarkIsToldWhichThereAre() throws Exception {
        assertThat(run("bench", "frob").err()).contains("'frob'", "gateway");
    }

    @Test
    void helpListsTheCommands() throws Exception {
        Answer answer = run("help");

        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .contains(
                        "demo",
                        "up",
                        "gateway",
                        "topics",
                        "doctor",
                        "erase",
                        "reprocess",
                        "dead-letters",
                        "test",
                        "bench");
        assertThat(answer.err()).isEmpty();
    }

    private static Answer run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("playhead").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), out, err);
    }
}
