// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

    private static final Set<String> NAMES = Set.of("Replay.Example", "[fd00::1]");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "LOCALHOST",
                "::1",
                "[::1]",
                "127.0.0.2",
                "replay.example",
                "REPLAY.EXAMPLE",
                "fd00::1",
                "[FD00::1]"
            })
    void onLoopbackItsOwnNamesAreAllowed(String host) {
        assertThat(new AllowedHosts("127.0.0.2", NAMES).allows(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "evil.example", "replay.example.evil", "127.0.0.3", "[::2]", "localhost."})
    void onLoopbackNoOtherIs(String host) {
        assertThat(new AllowedHosts("127.0.0.2", NAMES).allows(host)).isFalse();
        assertThat(new AllowedHosts("localhost", NAMES).allows(host)).isFalse();
        assertThat(new AllowedHosts("::1", NAMES).allows(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void elsewhereEveryNameIs(String boundTo) {
        assertThat(new AllowedHosts(boundTo, Set.of()).allows("any.example")).isTrue();
        assertThat(new AllowedHosts(boundTo, Set.of()).allows("")).isTrue();
    }

    @Test
    void onlyAWholePairOfBracketsIsTaken() {
        assertThat(AllowedHosts.unbracketed("[::1]")).isEqualTo("::1");
        assertThat(AllowedHosts.unbracketed("::1]")).isEqualTo("::1]");
        assertThat(AllowedHosts.unbracketed("a.example")).isEqualTo("a.example");
    }
}
