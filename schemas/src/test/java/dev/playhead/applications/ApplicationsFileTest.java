// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ApplicationsFileTest {

    private static final Duration OFTEN = Duration.ofMillis(10);
    private static final Duration KEPT = Duration.ofDays(30);

    @TempDir
    private Path directory;

    private final BlockingQueue<Boolean> readable = new LinkedBlockingQueue<>();

    @Test
    void aRetentionLongerThanReplaysAreKeptIsRefusedAtStart() throws IOException {
        write("applications: [{id: shop, retention: P31D}]");
        assertThatThrownBy(() -> ApplicationsFile.open(path(), OFTEN, KEPT, readable::add))
                .isInstanceOf(IOException.class)
                .hasMessage("%s: application shop: retention P31D is longer than the PT720H that replays are kept here"
                        .formatted(path()));
    }

    @Test
    void aRetentionLongerThanReplaysAreKeptChangesNothingLater() throws Exception {
        write("applications: [{id: shop, retention: P1D}]");
        try (ApplicationsFile file = ApplicationsFile.open(path(), OFTEN, KEPT, readable::add)) {
            write("applications: [{id: shop, retention: P2D}]");
            assertThat(readable.take()).isTrue();
            assertThat(file.get().retentionOf("shop")).hasValue(Duration.ofDays(2));

            write("applications: [{id: shop, retention: P31D}]");
            assertThat(readable.take()).isFalse();
            assertThat(file.get().retentionOf("shop")).hasValue(Duration.ofDays(2));
        }
    }

    @Test
    void whoKeepsNoReplaysTakesAnyRetention() throws IOException {
        write("applications: [{id: shop, retention: P31D}]");
        try (ApplicationsFile file = ApplicationsFile.open(path(), OFTEN, readable::add)) {
            assertThat(file.get().retentionOf("shop")).hasValue(Duration.ofDays(31));
        }
    }

    private Path path() {
        return directory.resolve("applications.yaml");
    }

    /** At once, so that no half of it is read. */
    private void write(String yaml) throws IOException {
        Path written = Files.writeString(directory.resolve("new.yaml"), yaml);
        Files.move(written, path(), StandardCopyOption.REPLACE_EXISTING);
    }
}
