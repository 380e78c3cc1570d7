// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.records.SetAside;
import dev.playhead.schemas.v1.DeadLetter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FindingTest {

    private static final long NOW_MS = 1_795_392_000_000L;

    @Test
    void isOneLineWhateverAServiceAnswered() {
        assertThat(Finding.fail("query", "500 one\ntwo\u001b[2J").line())
                .isEqualTo("fail  query             500 one?two?[2J");
    }

    @Test
    void onlyLettersOfTheLastDayAreAWarning() {
        SetAsideLately letters = new SetAsideLately(NOW_MS);
        letters.accept(letter("malformed", NOW_MS - Duration.ofDays(2).toMillis()));
        assertThat(letters.finding().line())
                .startsWith("ok    dead letters")
                .endsWith("none of the last day, 1 in all");

        letters.accept(letter("malformed", NOW_MS));
        letters.accept(letter("too_large", NOW_MS));
        letters.accept(letter("too_large", NOW_MS));
        assertThat(letters.finding().line())
                .startsWith("warn  dead letters")
                .contains("2 too_large, 1 malformed in the last day, 4 in all");
    }

    private static SetAside letter(String reason, long atMs) {
        return new SetAside("shop:s1", new DeadLetter(null, null, null, reason, "detail", atMs));
    }
}
