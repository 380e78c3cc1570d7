// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.facts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Hashes that are stored, compared and shown, and therefore never change: the head of a text's SHA-256. */
public final class Fingerprint {

    private Fingerprint() {}

    /** The first 64 bits. */
    public static long of(String text) {
        return ByteBuffer.wrap(sha256(text)).getLong();
    }

    /** The first {@code length} bytes. */
    public static byte[] of(String text, int length) {
        return Arrays.copyOf(sha256(text), length);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
