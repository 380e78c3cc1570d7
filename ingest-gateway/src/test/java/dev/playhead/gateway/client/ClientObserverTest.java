// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.schemas.v1.Client;
import dev.playhead.testkit.MaxMindFile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientObserverTest {

    private static final String FIREFOX =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:139.0) Gecko/20100101 Firefox/139.0";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void keepsWordsAndNothingElse(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("countries.mmdb");
        MaxMindFile.writeCountries(file, Map.of("192.0.2.0/24", "SE"));
        ClientObserver observer = observer(Optional.of(file));
        assertThat(observer.observe(FIREFOX, InetAddress.ofLiteral("192.0.2.1")))
                .isEqualTo(new Client("SE", "Firefox", "Windows", "Desktop"));
        assertThat(observer.observe(null, InetAddress.ofLiteral("127.0.0.1")))
                .isEqualTo(new Client(null, null, null, null));
        assertThat(observer.observe("Googlebot/2.1", null)).isEqualTo(new Client(null, "Googlebot", null, "Bot"));
        assertThat(countries("found")).isEqualTo(1);
        assertThat(countries("unknown")).isEqualTo(1);
    }

    @Test
    void knowsNoCountryWithoutADatabase() throws IOException {
        assertThat(observer(Optional.empty())
                        .observe(FIREFOX, InetAddress.ofLiteral("192.0.2.1"))
                        .getCountry())
                .isNull();
        assertThat(countries("unknown")).isZero();
    }

    private ClientObserver observer(Optional<Path> countryDatabase) throws IOException {
        return ClientObserver.open(new ClientSettings(countryDatabase, 10, 512), registry);
    }

    private double countries(String result) {
        return registry.counter("playhead.gateway.countries.read", "result", result)
                .count();
    }
}
