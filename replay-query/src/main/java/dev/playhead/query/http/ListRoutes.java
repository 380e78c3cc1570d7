// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.playhead.query.api.Facets;
import dev.playhead.query.api.ItemList;
import dev.playhead.query.api.ListFilter;
import dev.playhead.query.store.Candidate;
import dev.playhead.query.store.FacetCounts;
import dev.playhead.query.store.Gathered;
import dev.playhead.query.store.ListQuery;
import dev.playhead.query.store.Part;
import dev.playhead.query.store.SessionLists;
import dev.playhead.query.store.SessionLists.AppActivity;
import dev.playhead.query.topology.ItemKind;
import dev.playhead.query.topology.StoreKeys;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Lists over all sessions in HTTP terms. Nothing is decided here. */
final class ListRoutes {

    static final String APP = "/api/v1/apps/:app";
    static final String SESSIONS = APP + "/sessions";
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    private static final String SESSIONS_KIND = "sessions";
    private static final Set<String> LISTING = Set.of("fromMs", "toMs", "limit", "cursor");
    /** Each is asked of each row. */
    private static final int MAX_FILTERS = 32;

    private static final TypeReference<Part<List<AppActivity>>> APPS = new TypeReference<>() {};
    private static final TypeReference<Part<Rows>> ROWS = new TypeReference<>() {};
    private static final TypeReference<Part<FacetCounts>> COUNTS = new TypeReference<>() {};

    private final ListGathering gathering;

    ListRoutes(ListGathering gathering) {
        this.gathering = gathering;
    }

    void addTo(Router router) {
        router.get("/api/v1/apps").handler(this::apps);
        router.get(SESSIONS).handler(this::sessions);
        router.get(APP + "/facets").handler(this::facets);
        router.get(APP + "/:kind").handler(PathParameters.ofKind(this::items));
    }

    private void apps(RoutingContext request) {
        Parameters.of(request, Set.of());
        gathering.answer(
                request,
                new ListQuestion<>((here, partitions) -> here.sessions().apps(partitions), APPS),
                parts -> ItemList.ofApps(parts.map(SessionLists::sum)));
    }

    private void sessions(RoutingContext request) {
        ListQuery query = query(request, StoreKeys.ROW_TAIL_BYTES, ListFilter::isOfSessions);
        gathering.answer(
                request,
                new ListQuestion<>(
                        (here, partitions) ->
                                here.sessions().sessions(query, partitions).map(Rows::of),
                        ROWS),
                parts -> page(parts, query, StoreKeys.ROW_TAIL_BYTES));
    }

    private void items(RoutingContext request, ItemKind kind) {
        ListQuery query = query(request, StoreKeys.ITEM_TAIL_BYTES, ListFilter::isFilter);
        gathering.answer(
                request,
                new ListQuestion<>(
                        (here, partitions) ->
                                here.items().items(kind, query, partitions).map(Rows::of),
                        ROWS),
                parts -> page(parts, query, StoreKeys.ITEM_TAIL_BYTES));
    }

    private static ItemList<?> page(Gathered<List<Rows>> parts, ListQuery query, int rowBytes) {
        return ItemList.of(parts.map(rows -> Rows.merge(rows, query.limit(), rowBytes)));
    }

    private void facets(RoutingContext request) {
        Parameters parameters = Parameters.of(request, Set.of("fromMs", "toMs", "kind"));
        Optional<ItemKind> kind = parameters
                .text("kind")
                .filter(name -> !name.equals(SESSIONS_KIND))
                .map(name -> ItemKind.ofPlural(name)
                        .orElseThrow(() -> new BadParameterException("not a kind of items: " + name)));
        String app = PathParameters.text(request, "app");
        long fromMs = fromMs(parameters);
        long toMs = toMs(parameters);
        gathering.answer(
                request,
                new ListQuestion<>(
                        (here, partitions) -> here.items().facets(app, kind, fromMs, toMs, partitions), COUNTS),
                parts -> Facets.of(parts.map(FacetCounts::sum)));
    }

    private static ListQuery query(RoutingContext request, int rowBytes, Predicate<String> filters) {
        Parameters parameters = Parameters.of(request, name -> LISTING.contains(name) || filters.test(name));
        return new ListQuery(
                PathParameters.text(request, "app"),
                fromMs(parameters),
                toMs(parameters),
                (int) parameters.number("limit", 1, MAX_LIMIT).orElse(DEFAULT_LIMIT),
                parameters.cursor(rowBytes),
                filter(parameters));
    }

    private static long fromMs(Parameters parameters) {
        return parameters.number("fromMs", 0, Long.MAX_VALUE).orElse(0);
    }

    private static long toMs(Parameters parameters) {
        return parameters.number("toMs", 0, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
    }

    private static Predicate<Candidate> filter(Parameters parameters) {
        if (parameters.names().stream().filter(ListFilter::isFilter).count() > MAX_FILTERS) {
            throw new BadParameterException("more than %d filters".formatted(MAX_FILTERS));
        }
        return parameters.names().stream()
                .filter(ListFilter::isFilter)
                .sorted(Comparator.comparingInt(ListFilter::rank))
                .flatMap(name -> parameters.text(name).stream()
                        .map(value -> ListFilter.of(name, value)
                                .orElseThrow(() -> new BadParameterException("not a value of " + name))))
                .reduce(candidate -> true, Predicate::and);
    }
}
