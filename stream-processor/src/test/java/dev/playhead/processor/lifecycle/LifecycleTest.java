// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final LifecycleRules RULES =
            new LifecycleRules(Duration.ofMillis(15), Duration.ofMillis(2), Duration.ofMillis(24));

    @Test
    void eachReturnOfASessionIsARevisionAndNothingElseIs() {
        Lifecycle opened = Lifecycle.OPENED;
        assertThat(opened).isEqualTo(new Lifecycle(false, 1));
        assertThat(opened.open()).isEqualTo(opened);
        assertThat(opened.close()).isEqualTo(new Lifecycle(true, 1));
        assertThat(opened.close().close()).isEqualTo(new Lifecycle(true, 1));
        assertThat(opened.close().open()).isEqualTo(new Lifecycle(false, 2));
        assertThat(opened.close().open().close()).isEqualTo(new Lifecycle(true, 2));
    }

    @Test
    void aSessionIsClosedAfterItsLastRecordAndSoonerOnceTheSdkHasEndedIt() {
        assertThat(RULES.deadlineMs(Lifecycle.OPENED, 100, false)).isEqualTo(117);
        assertThat(RULES.deadlineMs(Lifecycle.OPENED, 100, true)).isEqualTo(102);
    }

    @Test
    void aClosedSessionIsForgottenAfterItsLastRecordHoweverItEnded() {
        assertThat(RULES.deadlineMs(Lifecycle.OPENED.close(), 100, false)).isEqualTo(124);
        assertThat(RULES.deadlineMs(Lifecycle.OPENED.close(), 100, true)).isEqualTo(124);
    }

    @Test
    void noReceiveTimeIsTooLate() {
        assertThat(RULES.deadlineMs(Lifecycle.OPENED, Long.MAX_VALUE, false)).isEqualTo(Long.MAX_VALUE);
    }
}
