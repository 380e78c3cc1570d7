// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.applications;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The applications as the file has them now. It is looked at every few seconds, since a mounted file can change without
 * any event; one that cannot be read changes nothing and is told once.
 */
public final class ApplicationsFile implements Supplier<Applications>, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ApplicationsFile.class);

    private final Path path;
    private final Duration longestRetention;
    private final Observer observer;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("applications-file").daemon().factory());
    private volatile Applications current;
    private byte @Nullable [] seen;

    /** Hears of each changed content, for metrics. */
    @FunctionalInterface
    public interface Observer {
        void changed(boolean readable);
    }

    private ApplicationsFile(
            Path path, Duration longestRetention, Observer observer, Applications current, byte[] seen) {
        this.path = path;
        this.longestRetention = longestRetention;
        this.observer = observer;
        this.current = current;
        this.seen = seen;
    }

    /**
     * For one that keeps no replays: the file may ask for any retention.
     *
     * @throws IOException with one clear line, if it cannot be read or is wrong
     */
    public static ApplicationsFile open(Path path, Duration every, Observer observer) throws IOException {
        return open(path, every, ApplicationsYaml.ANY_RETENTION, observer);
    }

    /**
     * Reads the file, and again whenever it has changed.
     *
     * @param longestRetention that an application may have; a file that asks for more is wrong
     * @throws IOException with one clear line, if it cannot be read or is wrong
     */
    public static ApplicationsFile open(Path path, Duration every, Duration longestRetention, Observer observer)
            throws IOException {
        byte[] content = bytes(path);
        ApplicationsFile file;
        try {
            file = new ApplicationsFile(
                    path, longestRetention, observer, ApplicationsYaml.read(content, longestRetention), content);
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s".formatted(path, e.getMessage()), e);
        }
        long everyMs = Math.max(1, every.toMillis());
        var _ = file.timer.scheduleWithFixedDelay(file::look, everyMs, everyMs, TimeUnit.MILLISECONDS);
        return file;
    }

    @Override
    public Applications get() {
        return current;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void look() {
        byte[] content = null;
        String cause = null;
        try {
            content = bytes(path);
        } catch (IOException e) {
            cause = e.getMessage();
        }
        if (Arrays.equals(content, seen)) {
            return; // also where it is still not there
        }
        seen = content;
        if (content != null) {
            try {
                current = ApplicationsYaml.read(content, longestRetention);
                log.info("applications have changed: file={} applications={}", path, current.size());
            } catch (IllegalArgumentException e) {
                cause = e.getMessage();
            }
        }
        if (cause != null) {
            log.warn("applications stay as they were: file={} cause={}", path, cause);
        }
        observer.changed(cause == null);
    }

    private static byte[] bytes(Path path) throws IOException {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new IOException("%s cannot be read (%s)".formatted(path, e), e);
        }
    }
}
