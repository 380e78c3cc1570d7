// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private enum Place {
        FROM_START,
        AT_END
    }

    @Test
    void anUnsetOrBlankSettingIsItsDefault() {
        Settings settings = new Settings(Map.of("BLANK", "  "));

        assertThat(settings.text("BLANK", "x")).isEqualTo("x");
        assertThat(settings.integer("UNSET", 7, 1, 9)).isEqualTo(7);
        assertThat(settings.duration("UNSET", Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(1));
        settings.check();
    }

    @Test
    void aSetOneIsReadWithoutItsBlanks() {
        Settings settings = new Settings(Map.of("N", " 9 ", "D", "PT2S"));

        assertThat(settings.integer("N", 7, 1, 9)).isEqualTo(9);
        assertThat(settings.duration("D", Duration.ZERO)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aListIsReadWithoutItsBlanks() {
        Settings settings = new Settings(Map.of("L", " a, b,,a "));

        assertThat(settings.texts("L")).containsExactlyInAnyOrder("a", "b");
        assertThat(settings.texts("UNSET")).isEmpty();
    }

    @Test
    void eachOfAListIsReadByItself() {
        Settings settings = new Settings(Map.of("L", "1, 2", "BAD", "1, two"));

        assertThat(settings.each("L", Integer::valueOf)).containsExactlyInAnyOrder(1, 2);
        assertThat(settings.each("UNSET", Integer::valueOf)).isEmpty();
        settings.check();
        settings.each("BAD", Integer::valueOf);
        assertThatThrownBy(settings::check).hasMessageContaining("BAD=1, two");
    }

    @Test
    void aFileHasToBeThere(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("there"));
        Settings settings =
                new Settings(Map.of("F", file.toString(), "GONE", directory + "/gone", "D", "" + directory));

        assertThat(settings.file("F")).hasValue(file);
        assertThat(settings.file("UNSET")).isEmpty();
        settings.check();
        settings.file("GONE");
        settings.file("D");
        assertThatThrownBy(settings::check)
                .hasMessageContainingAll(
                        "GONE=%s/gone (not a file that can be read)".formatted(directory),
                        "D=%s (not a file that can be read)".formatted(directory));
    }

    @Test
    void aChoiceIsNamedInLowerCase() {
        Settings settings = new Settings(Map.of("C", "from_start"));

        assertThat(settings.oneOf("C", Place.AT_END)).isEqualTo(Place.FROM_START);
        assertThat(settings.oneOf("UNSET", Place.AT_END)).isEqualTo(Place.AT_END);
        settings.check();
    }

    @Test
    void everyMistakeIsSaidAtOnce() {
        Settings settings = new Settings(Map.of("N", "ten", "M", "10", "D", "2s", "E", "PT-1S", "C", "FROM_START"));
        settings.oneOf("C", Place.AT_END);
        settings.integer("N", 7, 1, 9);
        settings.integer("M", 7, 1, 9);
        settings.duration("D", Duration.ZERO);
        settings.duration("E", Duration.ZERO);

        assertThatThrownBy(settings::check)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "N=ten (not a whole number)",
                        "M=10 (not in 1..9)",
                        "D=2s",
                        "E=PT-1S (negative)",
                        "C=FROM_START (not one of from_start, at_end)");
    }
}
