// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.query.api.ApiHandlers;
import dev.playhead.query.api.ListFilter;
import dev.playhead.query.api.SegmentEventsHandler.SegmentEvents;
import dev.playhead.query.api.SegmentEventsHandler.SegmentEvents.Lines;
import dev.playhead.query.api.SegmentEventsHandler.SegmentEvents.NotPlayable;
import dev.playhead.query.api.SegmentEventsHandler.SegmentEvents.Unchanged;
import dev.playhead.query.api.SegmentsHandler.RawSegment;
import dev.playhead.query.store.Answer;
import dev.playhead.query.store.Answer.Absent;
import dev.playhead.query.store.Candidate;
import dev.playhead.query.store.ListQuery;
import dev.playhead.query.store.RowPosition;
import dev.playhead.query.topology.ItemKind;
import dev.playhead.query.topology.StoreKeys;
import dev.playhead.schemas.SessionKey;
import dev.playhead.timeline.Inactivity;
import dev.playhead.timeline.Islands;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1} in HTTP terms. Nothing is decided here. */
final class ApiRoutes {

    private static final String APP = "/api/v1/apps/:app";
    private static final String SESSIONS = APP + "/sessions";
    static final String SESSION = SESSIONS + "/:session";
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    /** A session keeps no more markers of a kind, so that all of them come at once where they are not too long. */
    private static final int MAX_LIMIT_OF_SESSION = 10_000;

    private static final String SESSIONS_KIND = "sessions";
    private static final Set<String> LISTING = Set.of("fromMs", "toMs", "limit", "cursor");
    /** Each is asked of each row. */
    private static final int MAX_FILTERS = 32;

    private static final long MAX_INACTIVITY_MS = 300_000;
    private static final Set<String> NONE = Set.of();

    private final Supplier<ApiHandlers> handlers;
    private final Answers answers;
    private final WorkerPool workers;
    private final Vertx vertx;
    private final Counter streamedBytes;

    ApiRoutes(Supplier<ApiHandlers> handlers, Answers answers, WorkerPool workers, Vertx vertx, MeterRegistry metrics) {
        this.handlers = handlers;
        this.answers = answers;
        this.workers = workers;
        this.vertx = vertx;
        this.streamedBytes = Counter.builder("playhead.query.events.streamed")
                .description("Bytes of replay sent")
                .baseUnit("bytes")
                .register(metrics);
    }

    void addTo(Router router) {
        router.get("/api/v1/apps").handler(this::apps);
        router.get(SESSIONS).handler(this::sessions);
        router.get(SESSION).handler(this::session);
        router.get(SESSION + "/timeline").handler(this::timeline);
        router.get(SESSION + "/segments").handler(this::segments);
        router.get(SESSION + "/segments/:id").handler(this::segmentEvents);
        router.get(SESSION + "/segments/:id/raw").handler(this::raw);
        router.get(SESSION + "/events").handler(this::events);
        router.get(APP + "/facets").handler(this::facets);
        router.get(APP + "/:kind").handler(ofKind(this::items));
        router.get(SESSION + "/:kind").handler(ofKind(this::itemsOfSession));
        router.get(SESSION + "/:kind/:id").handler(ofKind(this::item));
    }

    private void apps(RoutingContext request) {
        parameters(request, NONE);
        answers.json(request, () -> handlers.get().sessions().apps());
    }

    private void sessions(RoutingContext request) {
        ListQuery query = query(request, StoreKeys.ROW_TAIL_BYTES);
        answers.json(request, () -> handlers.get().sessions().sessions(query));
    }

    private static ListQuery query(RoutingContext request, int rowBytes) {
        Parameters parameters = parameters(request, name -> LISTING.contains(name) || ListFilter.isFilter(name));
        return new ListQuery(
                pathParameter(request, "app"),
                fromMs(parameters),
                toMs(parameters),
                (int) parameters.number("limit", 1, MAX_LIMIT).orElse(DEFAULT_LIMIT),
                cursor(parameters, rowBytes),
                filter(parameters));
    }

    private static long fromMs(Parameters parameters) {
        return parameters.number("fromMs", 0, Long.MAX_VALUE).orElse(0);
    }

    private static long toMs(Parameters parameters) {
        return parameters.number("toMs", 0, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
    }

    private void items(RoutingContext request, ItemKind kind) {
        ListQuery query = query(request, StoreKeys.ITEM_TAIL_BYTES);
        answers.json(request, () -> handlers.get().items().items(kind, query));
    }

    private void itemsOfSession(RoutingContext request, ItemKind kind) {
        Parameters parameters = parameters(request, Set.of("limit", "cursor"));
        int limit = (int) parameters.number("limit", 1, MAX_LIMIT_OF_SESSION).orElse(MAX_LIMIT_OF_SESSION);
        Optional<RowPosition> after = cursor(parameters, StoreKeys.ITEM_TAIL_BYTES);
        answers.json(
                request, () -> withKey(request, key -> handlers.get().items().items(key, kind, limit, after)));
    }

    private void item(RoutingContext request, ItemKind kind) {
        parameters(request, NONE);
        String id = pathParameter(request, "id");
        answers.json(
                request, () -> withKey(request, key -> handlers.get().items().item(key, kind, id)));
    }

    private void facets(RoutingContext request) {
        Parameters parameters = parameters(request, Set.of("fromMs", "toMs", "kind"));
        Optional<ItemKind> kind = parameters
                .text("kind")
                .filter(name -> !name.equals(SESSIONS_KIND))
                .map(name -> ItemKind.ofPlural(name)
                        .orElseThrow(() -> new BadParameterException("not a kind of items: " + name)));
        long fromMs = fromMs(parameters);
        long toMs = toMs(parameters);
        answers.json(request, () -> handlers.get().items().facets(pathParameter(request, "app"), kind, fromMs, toMs));
    }

    /** Any other name is an address that there is none of. */
    private static Handler<RoutingContext> ofKind(BiConsumer<RoutingContext, ItemKind> handler) {
        return request -> ItemKind.ofPlural(pathParameter(request, "kind"))
                .ifPresentOrElse(kind -> handler.accept(request, kind), request::next);
    }

    private void session(RoutingContext request) {
        parameters(request, NONE);
        answers.json(request, () -> withKey(request, handlers.get().sessions()::session));
    }

    private void timeline(RoutingContext request) {
        long inactivityMs = parameters(request, Set.of("inactivityMs"))
                .number("inactivityMs", Islands.RESOLUTION_MS, MAX_INACTIVITY_MS)
                .orElse(Inactivity.DEFAULT_THRESHOLD_MS);
        answers.json(
                request, () -> withKey(request, key -> handlers.get().sessions().timeline(key, inactivityMs)));
    }

    private void segments(RoutingContext request) {
        parameters(request, NONE);
        answers.json(request, () -> withKey(request, handlers.get().segments()::list));
    }

    private void segmentEvents(RoutingContext request) {
        parameters(request, NONE);
        String id = pathParameter(request, "id");
        Set<String> known = entityTags(request.request().getHeader(HttpHeaders.IF_NONE_MATCH));
        answers.answer(
                request,
                () -> withKey(request, key -> handlers.get().segmentEvents().events(key, id, known)),
                found -> send(request.response(), found));
    }

    private static void send(HttpServerResponse response, SegmentEvents found) {
        switch (found) {
            case Lines(String entityTag, byte[] ndjson) ->
                revalidated(response, entityTag)
                        .putHeader(HttpHeaders.CONTENT_TYPE, EventPump.NDJSON)
                        .end(Buffer.buffer(ndjson));
            case Unchanged(String entityTag) ->
                revalidated(response, entityTag).setStatusCode(304).end();
            case NotPlayable(String reason) ->
                Problem.of(409, "the segment's view is not playable: " + reason).send(response);
        }
    }

    private static HttpServerResponse revalidated(HttpServerResponse response, String entityTag) {
        return response.putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .putHeader(HttpHeaders.ETAG, entityTag);
    }

    /** Ours hold no comma; a weak mark says nothing here, since the bytes are the same. */
    private static Set<String> entityTags(@Nullable String ifNoneMatch) {
        return ifNoneMatch == null
                ? Set.of()
                : Arrays.stream(ifNoneMatch.split(",", -1))
                        .map(String::strip)
                        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private void raw(RoutingContext request) {
        parameters(request, NONE);
        String id = pathParameter(request, "id");
        answers.answer(
                request,
                () -> withKey(request, key -> handlers.get().segments().raw(key, id)),
                raw -> send(request, raw));
    }

    /** Always a download: what a page recorded must never be shown as a document of ours. */
    private static void send(RoutingContext request, RawSegment raw) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
                .putHeader("Content-Disposition", "attachment; filename=\"" + raw.fileName() + "\"")
                .putHeader("Content-Security-Policy", "default-src 'none'; sandbox")
                .end(Buffer.buffer(raw.bytes()));
    }

    private void events(RoutingContext request) {
        Parameters parameters = parameters(request, Set.of("view", "fromMs", "toMs"));
        Optional<String> view = parameters.text("view");
        OptionalLong fromMs = parameters.number("fromMs", Long.MIN_VALUE, Long.MAX_VALUE);
        OptionalLong toMs = parameters.number("toMs", Long.MIN_VALUE, Long.MAX_VALUE);
        answers.answer(
                request,
                () -> withKey(request, key -> handlers.get().events().events(key, view, fromMs, toMs)),
                stream -> new EventPump(vertx, workers, request, stream, streamedBytes).start(EventPump.NDJSON));
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

    private static Optional<RowPosition> cursor(Parameters parameters, int rowBytes) {
        return parameters
                .text("cursor")
                .map(text -> RowPosition.fromCursor(text, rowBytes)
                        .orElseThrow(() -> new BadParameterException("cursor is none that such a list gave out")));
    }

    static Parameters parameters(RoutingContext request, Set<String> known) {
        return parameters(request, known::contains);
    }

    private static Parameters parameters(RoutingContext request, Predicate<String> known) {
        return new Parameters(request.queryParams(), known);
    }

    private static String pathParameter(RoutingContext request, String name) {
        return Objects.requireNonNull(request.pathParam(name), name);
    }

    /** Nothing is known under what cannot be an id. */
    static <T> Answer<T> withKey(RoutingContext request, Function<SessionKey, Answer<T>> question) {
        return sessionKey(request).map(question).orElseGet(Absent::new);
    }

    /** Empty for what cannot be one. */
    static Optional<SessionKey> sessionKey(RoutingContext request) {
        String app = pathParameter(request, "app");
        String session = pathParameter(request, "session");
        return SessionKey.isId(app) && SessionKey.isId(session)
                ? Optional.of(new SessionKey(app, session))
                : Optional.empty();
    }
}
