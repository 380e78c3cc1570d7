// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What only the instances of one installation know. Never written anywhere; {@link #toString} says nothing of it. */
public final class Secret {

    /** As many as the keys made of it have. */
    public static final int MIN_BYTES = 32;

    private static final Logger LOG = LoggerFactory.getLogger(Secret.class);
    private static final int KEY_BYTES = 32;

    private final byte[] content;

    private Secret(byte[] content) {
        this.content = content;
    }

    /**
     * Reads it, or makes one up where no file is named.
     *
     * @throws IOException with one clear line, if the file cannot be read or is too short to be a secret
     */
    public static Secret of(SecretSettings settings) throws IOException {
        if (settings.file().isEmpty()) {
            LOG.info("No PLAYHEAD_QUERY_SECRET_FILE: links to sessions end with this process and hold on no other.");
            return random();
        }
        Path file = settings.file().get();
        byte[] content = Files.readAllBytes(file);
        if (content.length < MIN_BYTES) {
            throw new IOException(
                    "the secret in %s has %d bytes, %d are the least".formatted(file, content.length, MIN_BYTES));
        }
        return new Secret(content);
    }

    /** One that no other process has. */
    public static Secret random() {
        byte[] content = new byte[MIN_BYTES];
        new SecureRandom().nextBytes(content);
        return new Secret(content);
    }

    /** 32 bytes for one purpose, which tell nothing of those for another (HKDF with SHA-256, RFC 5869). */
    public byte[] keyFor(String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(content)
                            .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK 25 has it", e);
        }
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
