// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.facts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Against the SHA-256 of {@code abc} as FIPS 180-2 gives it: stored hashes never change. */
class FingerprintTest {

    @Test
    void itIsTheHeadOfTheSha256() {
        assertThat(Fingerprint.of("abc")).isEqualTo(0xba7816bf8f01cfeaL);
        assertThat(Fingerprint.of("abc", 4)).containsExactly(0xba, 0x78, 0x16, 0xbf);
    }

    @Test
    void itIsOfTheTextInUtf8() {
        assertThat(Fingerprint.of("é")).isEqualTo(0x4a99557e4033c353L);
    }
}
