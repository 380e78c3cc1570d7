// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.erasures;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an erasure is asked for by: where its record lies, so that anybody finds it without having read the topic, and a
 * token that nobody can guess from the erasure before.
 *
 * @param offset of the record in its topic
 * @param token the record's key
 */
public record ErasureId(long offset, String token) {

    private static final int TOKEN_BYTES = 16;
    private static final Pattern TEXT =
            Pattern.compile("(0|[1-9][0-9]{0,17})-([0-9a-f]{%d})".formatted(2 * TOKEN_BYTES));

    /** Reads {@link #text}; empty for anything else. */
    public static Optional<ErasureId> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new ErasureId(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    /** A new one. */
    static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** {@code offset-token}, without a character that an address would have to escape. */
    public String text() {
        return "%d-%s".formatted(offset, token);
    }
}
