// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    private static final String PROXY = "10.0.0.1";
    private static final String PERSON = "203.0.113.7";

    private final TrustedProxies proxies = trusting("10.0.0.0/8", "2001:db8::/32");

    @Test
    void thePeerIsTheSenderWhereNobodyIsTrusted() {
        assertThat(sender(trusting(), PROXY, PERSON)).isEqualTo(PROXY);
        assertThat(sender(proxies, "198.51.100.1", PERSON)).isEqualTo("198.51.100.1");
    }

    @Test
    void aTrustedPeerIsBelieved() {
        assertThat(sender(proxies, PROXY, PERSON)).isEqualTo(PERSON);
        assertThat(sender(proxies, PROXY)).isEqualTo(PROXY);
        assertThat(sender(proxies, "2001:db8::1", "2001:db9::7")).isEqualTo("2001:db9:0:0:0:0:0:7");
    }

    @Test
    void whatStandsLeftOfAnUntrustedHopIsHearsay() {
        assertThat(sender(proxies, PROXY, "192.0.2.66, " + PERSON)).isEqualTo(PERSON);
        assertThat(sender(proxies, PROXY, "10.0.0.9, 192.0.2.66, %s, 10.0.0.2".formatted(PERSON)))
                .isEqualTo(PERSON);
    }

    @Test
    void aHeaderInPiecesIsOneList() {
        assertThat(sender(proxies, PROXY, "192.0.2.66", PERSON, "10.0.0.3,10.0.0.2"))
                .isEqualTo(PERSON);
    }

    @Test
    void whereAllAreTrustedTheFirstIsTheSender() {
        assertThat(sender(proxies, PROXY, "10.0.0.4, 10.0.0.3")).isEqualTo("10.0.0.4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "_hidden",
                "",
                "999.1.1.1",
                "example.com",
                "1",
                "10.1",
                "[::1",
                "a:b:c",
                "%",
                "203.0.113.7:x"
            })
    void aMalformedHopEndsTheWalk(String malformed) {
        assertThat(sender(proxies, PROXY, PERSON + ", " + malformed)).isEqualTo(PROXY);
        assertThat(sender(proxies, PROXY, PERSON + "," + malformed + ", 10.0.0.2"))
                .isEqualTo("10.0.0.2");
    }

    @Test
    void aHopMayNameItsPort() {
        assertThat(sender(proxies, PROXY, PERSON + ":4711")).isEqualTo(PERSON);
        assertThat(sender(proxies, PROXY, "[2001:db9::7]:4711")).isEqualTo("2001:db9:0:0:0:0:0:7");
        assertThat(sender(proxies, PROXY, "[2001:db9::7]")).isEqualTo("2001:db9:0:0:0:0:0:7");
    }

    @Test
    void anAddressOfFourBytesIsTheSameInSixteen() {
        assertThat(sender(proxies, "::ffff:10.0.0.1", "::ffff:203.0.113.7")).isEqualTo(PERSON);
    }

    @Test
    void aConnectionWithoutAnAddressHasNoSender() {
        assertThat(sender(proxies, null, PERSON)).isNull();
        assertThat(sender(proxies, "/run/socket", PERSON)).isNull();
    }

    private static TrustedProxies trusting(String... networks) {
        return new TrustedProxies(Stream.of(networks).map(Network::parse).toList());
    }

    private static @Nullable String sender(TrustedProxies proxies, @Nullable String peer, String... forwardedFor) {
        InetAddress sender = proxies.sender(peer, List.of(forwardedFor));
        return sender == null ? null : sender.getHostAddress();
    }
}
