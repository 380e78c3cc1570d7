// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.query.topology.SessionRow;
import dev.playhead.schemas.v1.SessionStatus;
import dev.playhead.schemas.v1.SessionSummary;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The filters of the list of sessions, by the name of their parameter. A leading {@code !} turns any of them round. */
public final class SessionFilter {

    /** Reads a parameter's value; empty where it is not one. */
    private interface Filter extends Function<String, Optional<Predicate<SessionRow>>> {}

    private static final Map<String, Filter> FILTERS = Map.ofEntries(
            Map.entry("session", text(summary -> summary.getSession())),
            Map.entry("browser", text(SessionSummary::getBrowser)),
            Map.entry("os", text(SessionSummary::getOs)),
            Map.entry("device", text(SessionSummary::getDevice)),
            Map.entry("country", text(SessionSummary::getCountry)),
            Map.entry("env", text(SessionSummary::getEnv)),
            Map.entry("service", text(SessionSummary::getService)),
            Map.entry("version", text(SessionSummary::getVersion)),
            Map.entry("sdk", text(SessionSummary::getSdkName)),
            Map.entry("user", SessionFilter::user),
            Map.entry("status", SessionFilter::status),
            Map.entry("hasError", flag(summary -> summary.getErrors() > 0)),
            Map.entry("hasReplay", flag(summary -> summary.getSegments() > 0)),
            Map.entry("hasFrustration", flag(summary -> summary.getFrustrations() > 0)),
            Map.entry("minDurationMs", atLeast(summary -> (double) (summary.getEndMs() - summary.getStartMs()))),
            Map.entry("minActiveMs", atLeast(summary -> (double) summary.getActiveMs())),
            Map.entry("minCompleteness", atLeast(SessionSummary::getCompleteness)));

    /** The parameters that are filters. */
    public static final List<String> NAMES = FILTERS.keySet().stream().sorted().toList();

    private SessionFilter() {}

    /** What a filter lets pass; empty where the value is none of this filter's. */
    public static Optional<Predicate<SessionRow>> of(String name, String value) {
        Filter filter = FILTERS.get(name);
        if (filter == null) {
            return Optional.empty();
        }
        return value.startsWith("!") ? filter.apply(value.substring(1)).map(Predicate::negate) : filter.apply(value);
    }

    private static Filter text(Function<SessionSummary, @Nullable String> field) {
        return value ->
                value.isEmpty() ? Optional.empty() : Optional.of(row -> value.equals(field.apply(row.summary())));
    }

    private static Optional<Predicate<SessionRow>> user(String value) {
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(row -> Stream.of(
                                row.summary().getUserId(),
                                row.summary().getUserName(),
                                row.summary().getUserEmail())
                        .anyMatch(value::equalsIgnoreCase));
    }

    private static Optional<Predicate<SessionRow>> status(String value) {
        return Arrays.stream(SessionStatus.values())
                .filter(status -> status.name().equals(value))
                .findFirst()
                .map(status -> row -> row.summary().getStatus() == status);
    }

    private static Filter flag(Predicate<SessionSummary> field) {
        return value -> switch (value) {
            case "true" -> Optional.of(row -> field.test(row.summary()));
            case "false" -> Optional.of(row -> !field.test(row.summary()));
            default -> Optional.empty();
        };
    }

    private static Filter atLeast(Function<SessionSummary, @Nullable Double> field) {
        return value -> {
            try {
                double least = Double.parseDouble(value);
                return Double.isFinite(least)
                        ? Optional.of(row -> {
                            Double actual = field.apply(row.summary());
                            return actual != null && actual >= least;
                        })
                        : Optional.empty();
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        };
    }
}
