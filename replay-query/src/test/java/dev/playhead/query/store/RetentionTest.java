// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.applications.Applications;
import dev.playhead.applications.ApplicationsYaml;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {

    private static final long ANCHOR_MS = 1_000_000;

    private final Applications applications = ApplicationsYaml.read(
            "applications: [{id: shop, retention: PT2S}, {id: blog}]".getBytes(StandardCharsets.UTF_8));
    private long nowMs;
    private final Retention retention =
            new Retention(Duration.ofSeconds(5), () -> applications, () -> Instant.ofEpochMilli(nowMs));

    @ParameterizedTest
    @CsvSource({"shop, 2000", "blog, 5000", "unheard-of, 5000"})
    void aSessionIsOfferedUpToTheMomentThatItSays(String app, long offeredMs) {
        assertThat(retention.expiresMs(app, ANCHOR_MS)).isEqualTo(ANCHOR_MS + offeredMs);

        nowMs = ANCHOR_MS + offeredMs - 1;
        assertThat(retention.isOver(app, ANCHOR_MS)).isFalse();
        assertThat(retention.startMs(app)).isEqualTo(ANCHOR_MS);

        nowMs = ANCHOR_MS + offeredMs;
        assertThat(retention.isOver(app, ANCHOR_MS)).isTrue();
        assertThat(retention.startMs(app)).isEqualTo(ANCHOR_MS + 1);
    }
}
