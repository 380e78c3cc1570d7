// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The directory that holds an installation's data, for as long as one process uses it. */
final class DataDirectory implements AutoCloseable {

    private static final String LOCK = "playhead.lock";

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /** @throws CannotStartException if it cannot be written, or another process uses it */
    static DataDirectory open(Path path) {
        try {
            Files.createDirectories(path);
            return new DataDirectory(path, lock(path));
        } catch (IOException e) {
            throw new CannotStartException("cannot write to the data directory %s (%s)".formatted(path, e), e);
        }
    }

    /** Where the embedded broker keeps its logs. */
    Path kafka() {
        return path.resolve("kafka");
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel file = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(file)) {
            file.close();
            throw new CannotStartException("the data directory %s is in use by another process".formatted(path));
        }
        return file;
    }

    /** The lock lives and dies with the process, so that a kill leaves none behind. */
    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // by this very process
        }
    }
}
