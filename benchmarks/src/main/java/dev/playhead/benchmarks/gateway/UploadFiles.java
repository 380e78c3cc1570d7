// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.gateway;

import dev.playhead.benchmarks.CannotMeasureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What all sides are fed with, as their tools read it.
 *
 * @param requests directory of the files {@code 1} to {@code count}, an HTTP request each
 * @param payloads the producer benchmark's records, one a line and as large as a body: it reads text only
 */
record UploadFiles(int bodyBytes, int count, Path requests, Path payloads) {

    /** So many sessions, unless they would not fit the load generator's memory. */
    private static final int SESSIONS = 256;

    private static final int MAX_TOTAL_BYTES = 64 << 20;

    private static final char FIRST_PRINTABLE = '!';
    private static final char LAST_PRINTABLE = '~';

    static UploadFiles write(int bodyBytes, Path directory) {
        int count = Math.min(SESSIONS, MAX_TOTAL_BYTES / bodyBytes);
        try {
            Path requests = Files.createDirectory(directory.resolve("requests"));
            Uploads uploads = Uploads.asRecorded();
            for (int i = 1; i <= count; i++) {
                Files.write(requests.resolve(Integer.toString(i)), uploads.request(bodyBytes));
            }
            Path payloads = Files.write(directory.resolve("payloads"), payloads(bodyBytes, count));
            return new UploadFiles(bodyBytes, count, requests, payloads);
        } catch (IOException e) {
            throw new CannotMeasureException("cannot write to %s (%s)".formatted(directory, e.getMessage()), e);
        }
    }

    private static List<String> payloads(int bytes, int count) {
        SplittableRandom random = new SplittableRandom(bytes);
        List<String> payloads = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            StringBuilder payload = new StringBuilder(bytes);
            for (int at = 0; at < bytes; at++) {
                payload.append((char) random.nextInt(FIRST_PRINTABLE, LAST_PRINTABLE + 1));
            }
            payloads.add(payload.toString());
        }
        return payloads;
    }
}
