// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.gateway.client.CountryDatabase.Answer;
import dev.playhead.gateway.client.CountryDatabase.Outcome;
import dev.playhead.testkit.MaxMindFile;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountryDatabaseTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private final AtomicLong nanos = new AtomicLong();
    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = directory.resolve("countries.mmdb");
    }

    @Test
    void knowsTheCountryOfAnAddress() throws IOException {
        MaxMindFile.writeCountries(
                file, Map.of("192.0.2.0/24", "SE", "203.0.113.7/32", "JP", "2001:db8::/32", "BR", "64.0.0.0/2", "IS"));
        CountryDatabase database = CountryDatabase.open(file);
        assertThat(country(database, "192.0.2.1")).isEqualTo("SE");
        assertThat(country(database, "192.0.2.255")).isEqualTo("SE");
        assertThat(country(database, "203.0.113.7")).isEqualTo("JP");
        assertThat(country(database, "100.1.2.3")).isEqualTo("IS");
        assertThat(country(database, "2001:db8:1::9")).isEqualTo("BR");
        assertThat(country(database, "::ffff:192.0.2.1")).isEqualTo("SE");
        assertThat(answer(database, "10.0.0.1")).isEqualTo(new Answer(Outcome.UNKNOWN, null));
        assertThat(answer(database, "2001:db9::1")).isEqualTo(new Answer(Outcome.UNKNOWN, null));
    }

    @Test
    void aDatabaseOfCitiesKnowsCountriesAsWell() throws IOException {
        Map<String, Object> city = Map.of(
                "city", Map.of("geoname_id", 2_673_730, "names", Map.of("en", "Stockholm")),
                "country", Map.of("geoname_id", 2_661_886, "iso_code", "SE", "names", Map.of("en", "Sweden")),
                "subdivisions", List.of(Map.of("iso_code", "AB")));
        MaxMindFile.write(file, "GeoLite2-City", 6, Map.of("192.0.2.0/24", city));
        assertThat(country(CountryDatabase.open(file), "192.0.2.1")).isEqualTo("SE");
    }

    @Test
    void aPlaceWithoutACountryIsUnknown() throws IOException {
        MaxMindFile.write(
                file,
                "GeoLite2-Country",
                6,
                Map.of(
                        "192.0.2.0/25", Map.of("continent", Map.of("code", "EU")),
                        "192.0.2.128/25", Map.of("country", Map.of("geoname_id", 1))));
        CountryDatabase database = CountryDatabase.open(file);
        assertThat(answer(database, "192.0.2.1")).isEqualTo(new Answer(Outcome.UNKNOWN, null));
        assertThat(answer(database, "192.0.2.129")).isEqualTo(new Answer(Outcome.UNKNOWN, null));
    }

    @Test
    void aDatabaseOfShortAddressesDoesNotKnowLongOnes() throws IOException {
        MaxMindFile.write(file, "Mine", 4, Map.of("192.0.2.0/24", Map.of("country", Map.of("iso_code", "SE"))));
        CountryDatabase database = CountryDatabase.open(file);
        assertThat(country(database, "192.0.2.1")).isEqualTo("SE");
        assertThat(answer(database, "2001:db8::1")).isEqualTo(new Answer(Outcome.UNKNOWN, null));
    }

    @Test
    void anotherLayoutIsUnreadableAndHarmless() throws IOException {
        MaxMindFile.write(file, "Another", 6, Map.of("192.0.2.0/25", Map.of("country", "SE"), "192.0.2.128/25", "SE"));
        CountryDatabase database = CountryDatabase.open(file);
        assertThat(answer(database, "192.0.2.1")).isEqualTo(new Answer(Outcome.UNREADABLE, null));
        assertThat(answer(database, "192.0.2.129")).isEqualTo(new Answer(Outcome.UNREADABLE, null));
    }

    @Test
    void whatIsNoDatabaseIsOneClearLine() throws IOException {
        assertThatThrownBy(() -> CountryDatabase.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot read the country database %s (".formatted(file))
                .hasMessageNotContaining("\n");
        Files.writeString(file, "no database");
        assertThatThrownBy(() -> CountryDatabase.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot read the country database %s (".formatted(file))
                .hasMessageNotContaining("\n");
        MaxMindFile.writeCountries(file, Map.of("192.0.2.0/24", "SE"));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> CountryDatabase.open(file)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aChangedFileIsReadAnew() throws IOException {
        publish("SE", 1);
        CountryDatabase database = CountryDatabase.open(file, nanos::get, Runnable::run);
        publish("NO", 2);
        assertThat(afterwards(database, Duration.ZERO)).isEqualTo("SE");
        assertThat(afterwards(database, CountryDatabase.CHECKED_EVERY)).isEqualTo("NO");
        assertThat(afterwards(database, CountryDatabase.CHECKED_EVERY)).isEqualTo("NO");
    }

    @Test
    void aFileThatCannotBeReadAnewLeavesTheOneBefore() throws IOException {
        publish("SE", 1);
        CountryDatabase database = CountryDatabase.open(file, nanos::get, Runnable::run);
        Files.writeString(file, "half of a da");
        assertThat(afterwards(database, CountryDatabase.CHECKED_EVERY)).isEqualTo("SE");
        Files.delete(file);
        assertThat(afterwards(database, CountryDatabase.CHECKED_EVERY)).isEqualTo("SE");
        publish("NO", 2);
        assertThat(afterwards(database, CountryDatabase.CHECKED_EVERY)).isEqualTo("NO");
    }

    private void publish(String code, int second) throws IOException {
        MaxMindFile.writeCountries(file, Map.of("192.0.2.0/24", code));
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
    }

    /** The first lookup after a while sets the refresh off. */
    private @Nullable String afterwards(CountryDatabase database, Duration later) throws IOException {
        nanos.addAndGet(later.plusSeconds(1).toNanos());
        country(database, "192.0.2.1");
        return country(database, "192.0.2.1");
    }

    private static @Nullable String country(CountryDatabase database, String address) throws IOException {
        return answer(database, address).country();
    }

    private static Answer answer(CountryDatabase database, String address) throws IOException {
        return database.countryOf(InetAddress.ofLiteral(address));
    }
}
