// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {

    private static final String CONTENT = "correct horse battery staple, and some more of it";

    @TempDir
    private Path directory;

    @Test
    void theSameFileMakesTheSameKeys() throws IOException {
        assertThat(secret(CONTENT).keyFor("links"))
                .hasSize(32)
                .isEqualTo(secret(CONTENT).keyFor("links"));
    }

    @Test
    void eachSecretAndEachPurposeHasAKeyOfItsOwn() throws IOException {
        byte[] key = secret(CONTENT).keyFor("links");

        assertThat(secret(CONTENT).keyFor("hops")).isNotEqualTo(key);
        assertThat(secret(CONTENT + ".").keyFor("links")).isNotEqualTo(key);
        assertThat(Secret.of(new SecretSettings(Optional.empty())).keyFor("links"))
                .isNotEqualTo(Secret.of(new SecretSettings(Optional.empty())).keyFor("links"));
    }

    @Test
    void aSecretThatCouldBeGuessedIsRefused() {
        assertThatThrownBy(() -> secret("short"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has 5 bytes, 32 are the least")
                .hasMessageNotContaining("short");
    }

    @Test
    void itIsNotPrinted() throws IOException {
        assertThat(secret(CONTENT)).hasToString("Secret");
    }

    private Secret secret(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), content);
        return Secret.of(new SecretSettings(Optional.of(file)));
    }
}
