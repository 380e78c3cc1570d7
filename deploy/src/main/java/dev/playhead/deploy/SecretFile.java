// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The secret of an installation that is one process and was given none: made at the first start and kept with its data,
 * so that what it signed holds after a restart.
 */
final class SecretFile {

    static final String SETTING = "PLAYHEAD_QUERY_SECRET_FILE";

    private static final String NAME = "secret";
    private static final int BYTES = 32;

    private SecretFile() {}

    /**
     * The file, which is there when this returns and which nobody but its owner may read.
     *
     * @param data that no other process uses
     * @throws CannotStartException if it cannot be written
     */
    static Path in(Path data) {
        Path file = data.resolve(NAME);
        try {
            if (Files.notExists(file)) {
                Path whole = Files.createTempFile(data, NAME, ".new"); // for its owner alone
                Files.writeString(whole, newSecret());
                Files.move(whole, file);
            }
            return file;
        } catch (IOException e) {
            throw new CannotStartException("cannot write to the data directory %s (%s)".formatted(data, e), e);
        }
    }

    private static String newSecret() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret) + "\n";
    }
}
