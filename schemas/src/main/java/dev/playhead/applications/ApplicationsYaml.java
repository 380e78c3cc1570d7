// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.applications;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.playhead.applications.DropRule.Field;
import dev.playhead.formats.facts.Identifiers;
import dev.playhead.schemas.v1.SourceFormat;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file of applications:
 *
 * <pre>
 * applications:
 *   - id: shop
 *     tokens:                       # of each SDK that has any: datadog, guance, posthog, rrweb, sentry
 *       datadog: [pub0123]
 *       posthog: [phc_abc]
 *     origins: [https://shop.example, "https://*.shop.example"]
 *     limits: {requestsPerSecond: 500, sessionBytesPerSecond: 5000000}
 *     drop:
 *       - {name: probes, service: [synthetic, canary], env: ["!production"]}
 *     retention: P7D
 *     assetOrigins: [https://cdn.shop.example]
 * limits: {requestsPerSecond: 50}   # of applications that state none
 * drop:                             # for all applications
 *   - {name: huge, rawSegmentSize: {min: 20000000}}
 * </pre>
 */
public final class ApplicationsYaml {

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();

    /** For a reader that keeps no replays, and so cannot tell how long they are kept. */
    static final Duration ANY_RETENTION = ChronoUnit.FOREVER.getDuration();

    private static final Duration SHORTEST_RETENTION = Duration.ofMillis(1);

    private final Duration longestRetention;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Set<String> ruleNames = new HashSet<>();
    private final Map<SourceFormat, Set<String>> tokens = new EnumMap<>(SourceFormat.class);

    private record FileForm(
            @Nullable List<ApplicationForm> applications,
            @Nullable RateLimits limits,
            @Nullable List<RuleForm> drop) {}

    private record ApplicationForm(
            @Nullable String id,
            @Nullable Map<String, List<String>> tokens,
            @Nullable List<String> origins,
            @Nullable RateLimits limits,
            @Nullable List<RuleForm> drop,
            @Nullable String retention,
            @Nullable List<String> assetOrigins) {}

    private record RuleForm(
            @Nullable String name,
            @Nullable List<String> app,
            @Nullable List<String> service,
            @Nullable List<String> version,
            @Nullable List<String> env,
            @Nullable List<String> sdk,
            @Nullable List<String> source,
            @Nullable Boolean hasFullSnapshot,
            @Nullable SizeForm rawSegmentSize) {}

    private record SizeForm(@Nullable Long min, @Nullable Long max) {}

    private ApplicationsYaml(Duration longestRetention) {
        this.longestRetention = longestRetention;
    }

    /** Reads a file, whatever the retention it asks for. */
    public static Applications read(byte[] yaml) {
        return read(yaml, ANY_RETENTION);
    }

    /**
     * Reads a file.
     *
     * @param longestRetention that an application may have
     * @throws IllegalArgumentException in one line, naming every mistake that could be found
     */
    public static Applications read(byte[] yaml, Duration longestRetention) {
        FileForm file;
        try {
            file = YAML.readValue(yaml, FileForm.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(explained(e), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return new ApplicationsYaml(longestRetention).of(file);
    }

    private Applications of(@Nullable FileForm file) {
        if (file == null || file.applications() == null) {
            throw new IllegalArgumentException("there is no list named applications");
        }
        RateLimits limits = file.limits() == null ? RateLimits.NONE : file.limits();
        List<DropRule> drop = rules("drop", file.drop());
        List<Application> all = new ArrayList<>();
        for (ApplicationForm form : file.applications()) {
            Application application = application(form, limits, drop);
            if (application != null) {
                all.add(application);
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new Applications(all, limits, drop);
    }

    private @Nullable Application application(ApplicationForm form, RateLimits limits, List<DropRule> everywhere) {
        String id = form.id();
        if (id == null || !Identifiers.isAllowed(id)) {
            problems.add("an application has no id of 1 to 128 letters, digits, '_', '.' and '-'");
            return null;
        }
        if (!ids.add(id)) {
            problems.add("application %s is there twice".formatted(id));
        }
        List<DropRule> drop = new ArrayList<>(everywhere);
        drop.addAll(rules(id, form.drop()));
        return new Application(
                id,
                tokens(id, form.tokens() == null ? Map.of() : form.tokens()),
                origins(id, form.origins()),
                form.limits() == null ? limits : form.limits(),
                drop,
                retention(id, form.retention()),
                assetOrigins(id, form.assetOrigins()));
    }

    private Map<SourceFormat, Set<String>> tokens(String id, Map<String, List<String>> form) {
        Map<SourceFormat, Set<String>> own = new EnumMap<>(SourceFormat.class);
        form.forEach((name, values) -> {
            SourceFormat sdk = sdk(id, name);
            if (sdk == null) {
                return;
            }
            for (String token : values) {
                if (!tokens.computeIfAbsent(sdk, _ -> new HashSet<>()).add(token)) {
                    problems.add("application %s: a token of %s is there twice".formatted(id, name));
                }
            }
            own.put(sdk, Set.copyOf(values));
        });
        return own;
    }

    private @Nullable SourceFormat sdk(String id, String name) {
        try {
            return SourceFormat.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            problems.add("application %s: tokens of %s, which is none of datadog, guance, posthog, rrweb, sentry"
                    .formatted(id, name));
            return null;
        }
    }

    private List<OriginPattern> origins(String id, @Nullable List<String> form) {
        List<OriginPattern> origins = new ArrayList<>();
        for (String origin : form == null ? List.<String>of() : form) {
            try {
                origins.add(new OriginPattern(origin));
            } catch (IllegalArgumentException e) {
                problems.add("application %s: %s".formatted(id, e.getMessage()));
            }
        }
        return origins;
    }

    private @Nullable Duration retention(String id, @Nullable String form) {
        if (form == null) {
            return null;
        }
        Duration retention;
        try {
            retention = Duration.parse(form);
        } catch (DateTimeParseException e) {
            problems.add("application %s: retention %s is no duration such as P7D or PT12H".formatted(id, form));
            return null;
        }
        if (retention.compareTo(SHORTEST_RETENTION) < 0) {
            problems.add("application %s: retention %s is less than a millisecond".formatted(id, form));
        }
        if (retention.compareTo(longestRetention) > 0) {
            problems.add("application %s: retention %s is longer than the %s that replays are kept here"
                    .formatted(id, form, longestRetention));
        }
        return retention;
    }

    private List<OriginPattern> assetOrigins(String id, @Nullable List<String> form) {
        List<OriginPattern> origins = origins(id, form);
        for (OriginPattern origin : origins) {
            if (!origin.isLoadable()) {
                problems.add("application %s: assets are loaded by http or https from a named host, not from %s"
                        .formatted(id, origin.text()));
            }
        }
        return origins;
    }

    private List<DropRule> rules(String owner, @Nullable List<RuleForm> forms) {
        List<DropRule> rules = new ArrayList<>();
        for (RuleForm form : forms == null ? List.<RuleForm>of() : forms) {
            if (form.name() == null || !Identifiers.isAllowed(form.name())) {
                problems.add("%s: a drop rule has no name like an id".formatted(owner));
                continue;
            }
            if (!ruleNames.add(form.name())) {
                problems.add("%s: drop rule %s is there twice".formatted(owner, form.name()));
            }
            try {
                rules.add(rule(form.name(), form));
            } catch (IllegalArgumentException e) {
                problems.add("%s: %s".formatted(owner, e.getMessage()));
            }
        }
        return rules;
    }

    private static DropRule rule(String name, RuleForm form) {
        Map<Field, List<String>> texts = new EnumMap<>(Field.class);
        put(texts, Field.APP, form.app());
        put(texts, Field.SERVICE, form.service());
        put(texts, Field.VERSION, form.version());
        put(texts, Field.ENV, form.env());
        put(texts, Field.SDK, form.sdk());
        put(texts, Field.SOURCE, form.source());
        SizeForm size = form.rawSegmentSize() == null ? new SizeForm(null, null) : form.rawSegmentSize();
        return new DropRule(name, texts, form.hasFullSnapshot(), size.min(), size.max());
    }

    private static void put(Map<Field, List<String>> texts, Field field, @Nullable List<String> values) {
        if (values != null && !values.isEmpty()) {
            texts.put(field, values);
        }
    }

    /** Jackson's message without the source, which would repeat the file, and with the place. */
    private static String explained(JsonProcessingException failure) {
        JsonLocation place = failure.getLocation();
        String message = failure.getOriginalMessage().lines().findFirst().orElse("cannot be read");
        return place == null
                ? message
                : "line %d, column %d: %s".formatted(place.getLineNr(), place.getColumnNr(), message);
    }
}
