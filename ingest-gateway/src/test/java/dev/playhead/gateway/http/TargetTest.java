// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetTest {

    @Test
    void isTheRequestsOwnUrl() {
        assertThat(Target.of("/v1/write/rum?precision=ms&encoding=deflate&precision=s&flag&=x&broken=%zz"))
                .isEqualTo(new Target(
                        "/v1/write/rum", Map.of("precision", "ms", "encoding", "deflate", "broken", "%zz"), false));
        assertThat(Target.of("http://127.0.0.1/metrics")).isEqualTo(new Target("/metrics", Map.of(), false));
    }

    @Test
    void isWhatDdforwardNames() {
        Target replay = new Target("/api/v2/replay", Map.of("ddsource", "browser", "ddtags", "env:dev"), true);
        assertThat(Target.of("/proxy?ddforward=%2Fapi%2Fv2%2Freplay%3Fddsource%3Dbrowser%26ddtags%3Denv%253Adev"))
                .isEqualTo(replay);
        assertThat(Target.of("/?a=b&ddforward=https%3A%2F%2Fintake.localhost%2Fapi%2Fv2%2Freplay"
                        + "%3Fddsource%3Dbrowser%26ddtags%3Denv%3Adev"))
                .isEqualTo(replay);
    }

    @Test
    void aForwardedUrlMayBeAnything() {
        assertThat(Target.of("/?ddforward=")).isEqualTo(new Target("", Map.of(), true));
        assertThat(Target.of("/?ddforward=https%3A%2F%2Fhost")).isEqualTo(new Target("/", Map.of(), true));
        assertThat(Target.of("/?ddforward=https%3A%2F%2Fhost%3Fa%3Db%2Fc"))
                .isEqualTo(new Target("/", Map.of("a", "b/c"), true));
        assertThat(Target.of("/?ddforward=%2Frum%3Fu%3Dhttps%3A%2F%2Fx%2Fapi%2Fv2%2Freplay"))
                .isEqualTo(new Target("/rum", Map.of("u", "https://x/api/v2/replay"), true));
    }
}
