// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.client;

import dev.playhead.schemas.v1.Client;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds out what is kept of a request's sender. Safe for use by many threads. */
public final class ClientObserver {

    /** Read at start, so that the first visitor does not wait until the patterns are compiled. */
    private static final String USUAL = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 "
            + "(KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36";

    private final UserAgents userAgents;
    private final @Nullable CountryDatabase countries;
    private final ClientMetrics metrics;

    private ClientObserver(UserAgents userAgents, @Nullable CountryDatabase countries, ClientMetrics metrics) {
        this.userAgents = userAgents;
        this.countries = countries;
        this.metrics = metrics;
    }

    /** @throws IOException with one clear line, if there is to be a country database and it cannot be read */
    public static ClientObserver open(ClientSettings settings, MeterRegistry registry) throws IOException {
        Path file = settings.countryDatabase().orElse(null);
        CountryDatabase countries = file == null ? null : CountryDatabase.open(file);
        AgentPatterns.read(USUAL);
        ClientMetrics metrics = new ClientMetrics(registry);
        return new ClientObserver(new UserAgents(settings, AgentPatterns::read, metrics), countries, metrics);
    }

    /**
     * May take milliseconds for a user agent that was not met lately: not for an event loop.
     *
     * @param userAgent as sent; null where there is none
     * @param address of the sender, looked up and forgotten; null where it is not known
     */
    public Client observe(@Nullable String userAgent, @Nullable InetAddress address) {
        Agent agent = userAgents.read(userAgent);
        return new Client(
                address == null ? null : countryOf(address),
                agent.browser(),
                agent.os(),
                agent.device() == null ? null : agent.device().word());
    }

    private @Nullable String countryOf(InetAddress address) {
        if (countries == null) {
            return null;
        }
        CountryDatabase.Answer answer = countries.countryOf(address);
        metrics.countryLookedUp(answer.outcome());
        return answer.country();
    }
}
