// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The ready line of an installation with a broker of its own, in its data directory for as long as it runs: so that
 * commands on this machine find the broker, whose port nobody chose. A kill leaves it behind.
 */
final class ReadyFile implements AutoCloseable {

    private static final String NAME = "ready";

    private final Path path;

    private ReadyFile(Path path) {
        this.path = path;
    }

    /** @throws CannotStartException if it cannot be written */
    static ReadyFile write(Path data, String line) {
        Path path = data.resolve(NAME);
        try {
            Files.writeString(path, line + "\n");
            return new ReadyFile(path);
        } catch (IOException e) {
            throw new CannotStartException("cannot write to the data directory %s (%s)".formatted(data, e), e);
        }
    }

    /** {@code gateway}, {@code query} and {@code kafka} with their addresses; empty where none runs there. */
    static Map<String, String> addresses(Path data) {
        Map<String, String> addresses = new HashMap<>();
        try {
            Arrays.stream(Files.readString(data.resolve(NAME)).strip().split(" ", -1))
                    .map(word -> word.split("=", 2))
                    .filter(word -> word.length == 2)
                    .forEach(word -> addresses.put(word[0], word[1]));
        } catch (IOException e) {
            return Map.of();
        }
        return addresses;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
