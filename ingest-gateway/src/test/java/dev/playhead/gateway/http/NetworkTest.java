// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @Test
    void isAnAddressOrItsFirstBits() {
        assertThat(Network.parse("10.1.2.3")).isEqualTo(new Network(InetAddress.ofLiteral("10.1.2.3"), 32));
        assertThat(Network.parse("10.0.0.0/8")).isEqualTo(new Network(InetAddress.ofLiteral("10.0.0.0"), 8));
        assertThat(Network.parse("::1")).isEqualTo(new Network(InetAddress.ofLiteral("::1"), 128));
        assertThat(Network.parse("fd00::/8")).isEqualTo(new Network(InetAddress.ofLiteral("fd00::"), 8));
        assertThat(Network.parse("0.0.0.0/0")).isEqualTo(new Network(InetAddress.ofLiteral("0.0.0.0"), 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "10.1",
                "10.0.0.256",
                "10.0.0.0/",
                "10.0.0.0/33",
                "::/129",
                "10.0.0.0/-1",
                "a/8",
                "/8",
                "10.0.0.0/8/8"
            })
    void isNothingElse(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
