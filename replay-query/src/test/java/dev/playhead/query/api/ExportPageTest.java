// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportPageTest {

    @Test
    void nothingRunsButThePlayerAndNothingIsLoaded() throws Exception {
        ExportPage page = ExportPage.of("play('ü %s')", "a { b: c }");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest("play('ü %s')".getBytes(StandardCharsets.UTF_8));

        assertThat(page.head())
                .contains("content=\"default-src 'none'; script-src 'sha256-%s'; style-src 'unsafe-inline'; "
                                .formatted(Base64.getEncoder().encodeToString(digest))
                        + "img-src data: blob:; font-src data:; media-src data: blob:; base-uri 'none'; "
                        + "form-action 'none'\"")
                .contains("<style>a { b: c }</style>");
        assertThat(page.tail()).contains("<script>play('ü %s')</script>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'</script>'", "'</SCRIPT '", "'<!--'"})
    void aPlayerThatWouldEndItsElementIsRefused(String player) {
        assertThatThrownBy(() -> ExportPage.of(player, "")).isInstanceOf(IllegalStateException.class);
    }
}
