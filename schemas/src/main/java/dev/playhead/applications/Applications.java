// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.applications;

import dev.playhead.schemas.v1.SourceFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every configured application, and what holds for one that is not. Immutable: a changed file gives another. */
public final class Applications {

    /** Nobody configured anything. */
    public static final Applications NONE = new Applications(List.of(), RateLimits.NONE, List.of());

    private final Map<String, Application> byId;
    private final Map<SourceFormat, Map<String, Application>> byToken = new HashMap<>();
    private final Map<SourceFormat, List<Application>> withoutToken = new HashMap<>();
    private final RateLimits limits;
    private final List<DropRule> drop;

    /**
     * @param all no two of one id, or with one token of an SDK
     * @param limits of an application that is not among them
     * @param drop rules for one that is not among them
     */
    Applications(List<Application> all, RateLimits limits, List<DropRule> drop) {
        this.byId = all.stream().collect(Collectors.toUnmodifiableMap(Application::id, application -> application));
        this.limits = limits;
        this.drop = List.copyOf(drop);
        for (SourceFormat sdk : SourceFormat.values()) {
            Map<String, Application> tokens = new HashMap<>();
            all.forEach(application ->
                    application.tokens().getOrDefault(sdk, Set.of()).forEach(token -> tokens.put(token, application)));
            byToken.put(sdk, Map.copyOf(tokens));
            withoutToken.put(
                    sdk,
                    all.stream()
                            .filter(application -> !application.tokens().containsKey(sdk))
                            .toList());
        }
    }

    public Optional<Application> configured(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** How much may be sent for an application, configured or not. */
    public RateLimits limitsOf(String id) {
        return configured(id).map(Application::limits).orElse(limits);
    }

    /** What is not kept of an application, configured or not. */
    public List<DropRule> dropRulesOf(String id) {
        return configured(id).map(Application::drop).orElse(drop);
    }

    /** How long an application's replays are offered; empty where the installation's retention holds. */
    public Optional<Duration> retentionOf(String id) {
        return configured(id).map(Application::retention);
    }

    /** Where replayed pages of an application may load from; nowhere, for one that is not configured. */
    public List<OriginPattern> assetOriginsOf(String id) {
        return configured(id).map(Application::assetOrigins).orElse(List.of());
    }

    /** Whose token of an SDK this is. */
    public Optional<Application> ofToken(SourceFormat sdk, String token) {
        return Optional.ofNullable(Objects.requireNonNull(byToken.get(sdk)).get(token));
    }

    /** Whether any application takes an SDK's traffic with this token; null where it shows none. */
    public boolean anyTakesToken(SourceFormat sdk, @Nullable String token) {
        return (token != null && ofToken(sdk, token).isPresent())
                || !Objects.requireNonNull(withoutToken.get(sdk)).isEmpty();
    }

    /** Whether one of those that take this token also takes pages of an origin. */
    public boolean anyTakesOrigin(SourceFormat sdk, @Nullable String token, @Nullable String origin) {
        return (token != null && ofToken(sdk, token).stream().anyMatch(application -> application.takesOrigin(origin)))
                || Objects.requireNonNull(withoutToken.get(sdk)).stream()
                        .anyMatch(application -> application.takesOrigin(origin));
    }

    /** Whether any application takes pages of an origin. */
    public boolean anyTakesOrigin(@Nullable String origin) {
        return byId.values().stream().anyMatch(application -> application.takesOrigin(origin));
    }

    /** How many there are. */
    public int size() {
        return byId.size();
    }
}
