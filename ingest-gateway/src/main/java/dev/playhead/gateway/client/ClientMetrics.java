// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.client;

import dev.playhead.formats.facts.DeviceClass;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What is counted about senders, and never who they are: every label is one of a fixed set. */
final class ClientMetrics {

    private final MeterRegistry registry;

    ClientMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void userAgentRead(Agent agent) {
        if (agent.equals(Agent.UNKNOWN)) {
            userAgent("unknown");
        } else {
            userAgent(agent.device() == DeviceClass.BOT ? "bot" : "known");
        }
    }

    void userAgentAbsent() {
        userAgent("absent");
    }

    void userAgentCut() {
        registry.counter("playhead.gateway.useragents.cut").increment();
    }

    void userAgentParsed() {
        registry.counter("playhead.gateway.useragents.parsed").increment();
    }

    void countryLookedUp(CountryDatabase.Outcome outcome) {
        registry.counter(
                        "playhead.gateway.countries.read",
                        "result",
                        outcome.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    private void userAgent(String result) {
        registry.counter("playhead.gateway.useragents.read", "result", result).increment();
    }
}
