// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.client;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * User agents and what they say. To read one takes milliseconds and grows with its length, while most visitors share a
 * few: so the meaning of each is remembered, for as many as there is room for, and a long one is read up to a limit.
 * Safe for use by many threads.
 */
final class UserAgents {

    private final LoadingCache<String, Agent> known;
    private final int maxChars;
    private final ClientMetrics metrics;

    /** @param reading called with no more characters than are allowed, and not again while its answer is remembered */
    UserAgents(ClientSettings settings, Function<String, Agent> reading, ClientMetrics metrics) {
        this.known = Caffeine.newBuilder().maximumSize(settings.maxUserAgents()).build(userAgent -> {
            metrics.userAgentParsed();
            return reading.apply(userAgent);
        });
        this.maxChars = settings.maxUserAgentChars();
        this.metrics = metrics;
    }

    Agent read(@Nullable String userAgent) {
        if (userAgent == null || userAgent.isBlank()) {
            metrics.userAgentAbsent();
            return Agent.UNKNOWN;
        }
        Agent agent = known.get(withinLimit(userAgent));
        metrics.userAgentRead(agent);
        return agent;
    }

    private String withinLimit(String userAgent) {
        if (userAgent.length() <= maxChars) {
            return userAgent;
        }
        metrics.userAgentCut();
        return userAgent.substring(0, maxChars);
    }
}
