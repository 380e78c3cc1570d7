// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nope",
                "--nope",
                "gateway --bodies 20q",
                "gateway --bodies 1",
                "gateway --bodies 17m",
                "gateway --bodies 3000000k",
                "gateway --rounds x",
                "gateway --rounds 0",
                "gateway --seconds 0",
                "gateway --connections 0",
                "gateway --sides NOBODY",
                "gateway --sides PRODUCER,BARE",
                "processor --rounds 0",
                "processor --mib 0",
                "processor --parts NOTHING",
                "query --rounds 0",
                "query --sessions 49",
                "query --parts NOTHING"
            })
    void whatCannotBeMeasuredIsOneLine(String arguments) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString().strip().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void helpListsTheBenchmarks() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("gateway", "processor", "query");
    }

    private int run(String... arguments) {
        CommandLine command = Bench.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
