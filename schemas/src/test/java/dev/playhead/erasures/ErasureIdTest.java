// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.erasures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErasureIdTest {

    private static final String TOKEN = "00ff".repeat(8);

    @Test
    void isReadAsItWasWritten() {
        ErasureId id = new ErasureId(17, ErasureId.newToken());

        assertThat(ErasureId.parse(id.text())).contains(id);
        assertThat(ErasureId.newToken()).isNotEqualTo(id.token());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "17", "+17-", "017-", "-1-", "9999999999999999999-", "17-00", "٣-"})
    void nothingElseIsOne(String offset) {
        assertThat(ErasureId.parse(offset)).isEmpty();
        assertThat(ErasureId.parse(offset + TOKEN)).isEmpty();
    }
}
