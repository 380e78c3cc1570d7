// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.playhead.query.store.Candidate;
import dev.playhead.query.store.Facet;
import dev.playhead.query.store.StoredItem;
import dev.playhead.schemas.v1.SessionStatus;
import dev.playhead.schemas.v1.SessionSummary;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The filters of lists, by the name of their parameter. A leading {@code !} turns any of them round.
 *
 * <p>Of an item, a filter asks the item itself where it has what is asked for (its view's URL, its duration, whether
 * there is a replay of it, its attributes), and its session for all else. A label only items have.
 */
public final class ListFilter {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,15})?");

    /** Reads a parameter's value; empty where it is not one. */
    private interface Filter extends Function<String, Optional<Predicate<Candidate>>> {}

    /** What {@code attr.NAME} begins with. */
    private static final String ATTRIBUTE = "attr.";

    /** What can be counted of a session, by the filter that finds it. */
    static final Map<String, Facet> FACETS = facets();

    /** Asks what only items have. */
    private static final String LABEL = "label";

    private static final Map<String, Filter> FILTERS = filters();

    /** The parameters that are filters, but for attributes. Those that take no look-up come first. */
    public static final List<String> NAMES = List.copyOf(FILTERS.keySet());

    private ListFilter() {}

    /** Whether a parameter is a filter of sessions. */
    public static boolean isOfSessions(String name) {
        return isFilter(name) && !name.equals(LABEL);
    }

    /** Whether a parameter is a filter of items, as those of sessions are. */
    public static boolean isFilter(String name) {
        return FILTERS.containsKey(name) || (name.startsWith(ATTRIBUTE) && name.length() > ATTRIBUTE.length());
    }

    /** What a filter lets pass; empty where the value is none of this filter's. */
    public static Optional<Predicate<Candidate>> of(String name, String value) {
        Filter filter = FILTERS.containsKey(name) ? FILTERS.get(name) : attribute(name);
        return value.startsWith("!") ? filter.apply(value.substring(1)).map(Predicate::negate) : filter.apply(value);
    }

    /** Where a filter stands among others: first those that cost little. */
    public static int rank(String name) {
        return FILTERS.containsKey(name) ? NAMES.indexOf(name) : NAMES.size();
    }

    private static Map<String, Facet> facets() {
        Map<String, Facet> facets = new LinkedHashMap<>();
        facets.put("browser", SessionSummary::getBrowser);
        facets.put("os", SessionSummary::getOs);
        facets.put("device", SessionSummary::getDevice);
        facets.put("country", SessionSummary::getCountry);
        facets.put("env", SessionSummary::getEnv);
        facets.put("service", SessionSummary::getService);
        facets.put("version", SessionSummary::getVersion);
        facets.put("sdk", SessionSummary::getSdkName);
        facets.put("status", summary -> summary.getStatus().name());
        return facets;
    }

    private static Map<String, Filter> filters() {
        Map<String, Filter> filters = new LinkedHashMap<>();
        filters.put("session", text(SessionSummary::getSession));
        FACETS.forEach((name, facet) -> filters.put(name, text(facet)));
        filters.put("status", ListFilter::status); // which refuses what is no status
        filters.put("user", ListFilter::user);
        filters.put("hasError", flag(candidate -> candidate.session().getErrors() > 0));
        filters.put("hasFrustration", flag(candidate -> candidate.session().getFrustrations() > 0));
        filters.put(
                "minActiveMs", atLeast(candidate -> (double) candidate.session().getActiveMs()));
        filters.put("minCompleteness", atLeast(candidate -> candidate.session().getCompleteness()));
        filters.put("hasReplay", flag(ListFilter::hasReplay));
        filters.put("minDurationMs", atLeast(ListFilter::durationMs));
        filters.put(LABEL, ListFilter::label);
        filters.put("view", ListFilter::view);
        return filters;
    }

    private static Filter text(Facet field) {
        return value -> value.isEmpty()
                ? Optional.empty()
                : Optional.of(candidate -> value.equals(field.of(candidate.session())));
    }

    private static Optional<Predicate<Candidate>> user(String value) {
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(candidate -> Stream.of(
                                candidate.session().getUserId(),
                                candidate.session().getUserName(),
                                candidate.session().getUserEmail())
                        .anyMatch(value::equalsIgnoreCase));
    }

    private static Optional<Predicate<Candidate>> status(String value) {
        return Arrays.stream(SessionStatus.values())
                .filter(status -> status.name().equals(value))
                .findFirst()
                .map(status -> candidate -> candidate.session().getStatus() == status);
    }

    private static Optional<Predicate<Candidate>> view(String value) {
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(candidate -> candidate.views().stream()
                        .anyMatch(view -> view.getUrl() != null && view.getUrl().contains(value)));
    }

    private static Optional<Predicate<Candidate>> label(String value) {
        Predicate<String> part = Pattern.compile(Pattern.quote(value), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .asPredicate();
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(candidate ->
                        candidate.item().map(RumItem::label).filter(part).isPresent());
    }

    private static boolean hasReplay(Candidate candidate) {
        return candidate
                .item()
                .map(item -> Boolean.TRUE.equals(item.hasReplay()))
                .orElseGet(() -> candidate.session().getSegments() > 0);
    }

    private static @Nullable Double durationMs(Candidate candidate) {
        Optional<StoredItem> item = candidate.item();
        if (item.isPresent()) {
            Long durationMs = item.get().durationMs();
            return durationMs == null ? null : Double.valueOf(durationMs);
        }
        return (double) (candidate.session().getEndMs() - candidate.session().getStartMs());
    }

    private static Filter attribute(String parameter) {
        String name = parameter.substring(ATTRIBUTE.length());
        return value ->
                value.isEmpty() ? Optional.empty() : Optional.of(candidate -> value.equals(attribute(candidate, name)));
    }

    /** The item's own; where it has none of this name, its session's. */
    private static @Nullable String attribute(Candidate candidate, String name) {
        return Stream.concat(
                        candidate.item().map(Attributes::of).stream(),
                        Stream.of(candidate.session()).map(session -> Attributes.all(session.getAttributes())))
                .flatMap(attributes -> Stream.ofNullable(attributes.get(name)))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .findFirst()
                .orElse(null);
    }

    private static Filter flag(Predicate<Candidate> field) {
        return value -> switch (value) {
            case "true" -> Optional.of(field);
            case "false" -> Optional.of(field.negate());
            default -> Optional.empty();
        };
    }

    /** Narrower than what Java reads: no sign, no exponent, no letter behind it. */
    private static Filter atLeast(Function<Candidate, @Nullable Double> field) {
        return value -> {
            if (!NUMBER.matcher(value).matches()) {
                return Optional.empty();
            }
            double least = Double.parseDouble(value);
            return Optional.of(candidate -> {
                Double actual = field.apply(candidate);
                return actual != null && actual >= least;
            });
        };
    }
}
