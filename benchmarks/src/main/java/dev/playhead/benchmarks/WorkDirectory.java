// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where a benchmark writes. After a failure nothing is deleted, for the logs in it. */
public final class WorkDirectory {

    private WorkDirectory() {}

    public static Path create() {
        try {
            return Files.createTempDirectory("playhead-bench");
        } catch (IOException e) {
            throw new CannotMeasureException("cannot make a temporary directory (%s)".formatted(e.getMessage()), e);
        }
    }

    /** @throws CannotMeasureException if there is no room for it, say */
    public static Path createWithin(Path directory, String name) {
        try {
            return Files.createDirectory(directory.resolve(name));
        } catch (IOException e) {
            throw new CannotMeasureException("cannot write to %s (%s)".formatted(directory, e.getMessage()), e);
        }
    }

    public static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
