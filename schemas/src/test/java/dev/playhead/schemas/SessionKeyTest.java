// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionKeyTest {

    @Test
    void aKeyReadsBackFromItsText() {
        SessionKey key = new SessionKey("shop_1.eu", "3663a71e-cafe");

        assertThat(key.text()).isEqualTo("shop_1.eu:3663a71e-cafe");
        assertThat(SessionKey.parse(key.text())).isEqualTo(key);
    }

    @Test
    void aHashIsTheHeadOfTheTextsSha256() {
        assertThat(new SessionKey("shop", "s1").hash()).asHexString().isEqualTo("C0CD05AB6DCC10A308465BFBF8D06B85");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "...", ".a", "A-Z_0.9"})
    void anIdMayBe(String id) {
        assertThat(SessionKey.isId(id)).isTrue();
        assertThat(SessionKey.isId("x".repeat(128))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a:b", "a/b", "a b", "a\n", "é", "a%2f", "\0"})
    void anIdMayNotBe(String id) {
        assertThat(SessionKey.isId(id)).isFalse();
        assertThatThrownBy(() -> new SessionKey("shop", id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SessionKey(id, "s")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIdHasALimit() {
        assertThat(SessionKey.isId("x".repeat(129))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shop", ":", "shop:", ":s", "a:b:c"})
    void whatIsNotAKeyIsRefused(String text) {
        assertThatThrownBy(() -> SessionKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
