// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a wrong start says: one line, and exit code 2. */
class OptionsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up --nope",
                "up --gateway-port x",
                "up --gateway-port 70000",
                "up --query-port -1",
                "up more",
                "frob",
                "gateway --data",
                "topics --partitions 3",
                "erase",
                "erase shop",
                "erase shop s1 s2",
                "erase shop ..",
                "erase shop:s1 s1",
                "doctor more",
                "doctor --query nonsense",
                "doctor --gateway 127.0.0.1:8400",
                "doctor --app not:one",
                "doctor --wait soon",
                "reprocess frob",
                "reprocess --within 5s",
                "reprocess clean --wait x",
                "dead-letters",
                "dead-letters frob",
                "dead-letters list --limit 0",
                "dead-letters list --limit x",
                "dead-letters list --reason frob",
                "dead-letters retry --json",
                "dead-letters retry --reason"
            })
    void aWrongOptionIsOneLine(String arguments) {
        assertThat(run(Map.of(), arguments.split(" ", -1))).isEqualTo(2);
        assertOneLine();
    }

    @Test
    void aWrongSettingIsOneLineThatNamesAllOfThem() {
        Map<String, String> environment = Map.of("PLAYHEAD_GATEWAY_PORT", "x", "PLAYHEAD_DRAIN_TIMEOUT", "9s");

        assertThat(run(environment, "up")).isEqualTo(2);
        assertOneLine();
        assertThat(err.toString()).contains("PLAYHEAD_GATEWAY_PORT=x", "PLAYHEAD_DRAIN_TIMEOUT=9s");
    }

    @Test
    void aPortInUseIsOneLine(@TempDir Path data) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());

            assertThat(run(Map.of(), "up", "--data", data.toString(), "--query-port", port, "--gateway-port", "0"))
                    .isEqualTo(2);
            assertOneLine();
            assertThat(err.toString()).contains(port, "--query-port");
        }
    }

    @Test
    void onePortForBothServicesIsOneLine(@TempDir Path data) throws Exception {
        String port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = Integer.toString(free.getLocalPort());
        }

        assertThat(run(Map.of(), "up", "--data", data.toString(), "--query-port", port, "--gateway-port", port))
                .isEqualTo(2);
        assertOneLine();
        assertThat(err.toString()).contains(port, "--query-port");
        assertThat(data).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAYHEAD_PARTITIONS", "PLAYHEAD_REPLICATION", "SCHEMA_REGISTRY_URL"})
    void aWrongSettingOfTheTopicsIsSaidBeforeAnythingStarts(String setting, @TempDir Path data) {
        String[] command = {"up", "--data", data.toString(), "--query-port", "0", "--gateway-port", "0"};

        assertThat(run(Map.of(setting, "junk"), command)).isEqualTo(2);
        assertOneLine();
        assertThat(err.toString()).contains(setting + "=junk");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void anUnknownAddressIsOneLine() {
        assertThat(run(Map.of(), "up", "--host", "nowhere.invalid")).isEqualTo(2);
        assertOneLine();
    }

    @Test
    void aDataDirectoryThatIsAFileIsOneLine(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThat(run(Map.of(), "up", "--data", file.toString(), "--query-port", "0", "--gateway-port", "0"))
                .isEqualTo(2);
        assertOneLine();
        assertThat(err.toString()).contains(file.toString());
    }

    @Test
    void aDataDirectoryInUseIsOneLine(@TempDir Path directory) throws Exception {
        try (DataDirectory held = DataDirectory.open(directory)) {
            assertThat(held.kafka()).isEqualTo(directory.resolve("kafka"));

            assertThat(run(Map.of(), "up", "--data", directory.toString(), "--query-port", "0", "--gateway-port", "0"))
                    .isEqualTo(2);
        }
        assertOneLine();
        assertThat(err.toString()).contains("in use by another process");
    }

    @ParameterizedTest
    @ValueSource(strings = {"processor", "query"})
    void aRoleWithStoresNeedsADirectoryOfItsOwn(String role, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        Map<String, String> environment = Map.of("PLAYHEAD_QUERY_PORT", "0", "PLAYHEAD_KAFKA", "127.0.0.1:1");

        assertThat(run(environment, role, "--data", file.toString())).isEqualTo(2);
        assertOneLine();
        err.getBuffer().setLength(0);
        DataDirectory held = DataDirectory.open(directory.resolve(role));
        try {
            assertThat(run(environment, role, "--data", directory.toString())).isEqualTo(2);
        } finally {
            held.close();
        }
        assertOneLine();
        assertThat(err.toString()).contains("in use by another process");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics", "erase shop s1", "dead-letters list", "dead-letters retry"})
    void aClusterThatIsNotThereIsOneLine(String command) {
        Map<String, String> environment = Map.of("PLAYHEAD_ADMIN_TIMEOUT", "PT0.5S");

        assertThat(run(environment, (command + " --kafka 127.0.0.1:1").split(" ", -1)))
                .isEqualTo(2);
        assertOneLine();
        assertThat(err.toString()).contains("127.0.0.1:1");
    }

    @Test
    void anOptionOverridesItsVariable() {
        InstallationOptions options = new InstallationOptions();
        new CommandLine(new Holder(options))
                .parseArgs("--data", "/d", "--gateway-port", "1", "--query-port", "2", "--kafka", "k:3", "--host", "h");

        assertThat(options.over(Map.of("PLAYHEAD_DATA", "/other", "PLAYHEAD_PARTITIONS", "8")))
                .isEqualTo(Map.of(
                        "PLAYHEAD_DATA", "/d",
                        "PLAYHEAD_GATEWAY_PORT", "1",
                        "PLAYHEAD_QUERY_PORT", "2",
                        "PLAYHEAD_KAFKA", "k:3",
                        "PLAYHEAD_HOST", "h",
                        "PLAYHEAD_PARTITIONS", "8"));
    }

    @Test
    void helpListsTheCommands() {
        assertThat(run(Map.of(), "help")).isZero();
        assertThat(out.toString())
                .contains("demo", "up", "gateway", "processor", "query", "topics", "erase", "dead-letters");
    }

    private int run(Map<String, String> environment, String... arguments) {
        CommandLine command = Playhead.commandLine(environment, Shutdown.none());
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private void assertOneLine() {
        assertThat(err.toString().strip().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @CommandLine.Command
    private record Holder(@CommandLine.Mixin InstallationOptions options) {}
}
