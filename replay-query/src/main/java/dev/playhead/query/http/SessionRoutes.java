// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.query.api.ApiHandlers;
import dev.playhead.query.api.SegmentEventsHandler.SegmentEvents;
import dev.playhead.query.api.SegmentEventsHandler.SegmentEvents.Lines;
import dev.playhead.query.api.SegmentEventsHandler.SegmentEvents.NotPlayable;
import dev.playhead.query.api.SegmentEventsHandler.SegmentEvents.Unchanged;
import dev.playhead.query.api.SegmentsHandler.RawSegment;
import dev.playhead.query.store.Answer;
import dev.playhead.query.store.Answer.Absent;
import dev.playhead.query.store.RowPosition;
import dev.playhead.query.topology.ItemKind;
import dev.playhead.query.topology.StoreKeys;
import dev.playhead.schemas.SessionKey;
import dev.playhead.timeline.Inactivity;
import dev.playhead.timeline.Islands;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What there is of one session, in HTTP terms. Nothing is decided here. The request has been routed to who has it. */
final class SessionRoutes {

    static final String SESSION = ListRoutes.SESSIONS + "/:session";
    /** A session keeps no more markers of a kind, so that all of them come at once where they are not too long. */
    private static final int MAX_LIMIT_OF_SESSION = 10_000;

    private static final long MAX_INACTIVITY_MS = 300_000;
    private static final Set<String> NONE = Set.of();

    private final SessionRouting routing;
    private final Answers answers;
    private final WorkerPool workers;
    private final Vertx vertx;
    private final Counter streamedBytes;

    SessionRoutes(SessionRouting routing, Answers answers, WorkerPool workers, Vertx vertx, MeterRegistry metrics) {
        this.routing = routing;
        this.answers = answers;
        this.workers = workers;
        this.vertx = vertx;
        this.streamedBytes = Counter.builder("playhead.query.events.streamed")
                .description("Bytes of replay sent")
                .baseUnit("bytes")
                .register(metrics);
    }

    void addTo(Router router) {
        router.get(SESSION).handler(routing).handler(this::session);
        router.get(SESSION + "/timeline").handler(routing).handler(this::timeline);
        router.get(SESSION + "/segments").handler(routing).handler(this::segments);
        router.get(SESSION + "/segments/:id").handler(routing).handler(this::segmentEvents);
        router.get(SESSION + "/segments/:id/raw").handler(routing).handler(this::raw);
        router.get(SESSION + "/events").handler(routing).handler(this::events);
        router.get(SESSION + "/:kind").handler(routing).handler(PathParameters.ofKind(this::itemsOfSession));
        router.get(SESSION + "/:kind/:id").handler(routing).handler(PathParameters.ofKind(this::item));
    }

    private void itemsOfSession(RoutingContext request, ItemKind kind) {
        Parameters parameters = Parameters.of(request, Set.of("limit", "cursor"));
        int limit = (int) parameters.number("limit", 1, MAX_LIMIT_OF_SESSION).orElse(MAX_LIMIT_OF_SESSION);
        Optional<RowPosition> after = parameters.cursor(StoreKeys.ITEM_TAIL_BYTES);
        answers.json(request, () -> ask(request, (here, key) -> here.items().items(key, kind, limit, after)));
    }

    private void item(RoutingContext request, ItemKind kind) {
        Parameters.of(request, NONE);
        String id = PathParameters.text(request, "id");
        answers.json(request, () -> ask(request, (here, key) -> here.items().item(key, kind, id)));
    }

    private void session(RoutingContext request) {
        Parameters.of(request, NONE);
        answers.json(request, () -> ask(request, (here, key) -> here.sessions().session(key)));
    }

    private void timeline(RoutingContext request) {
        long inactivityMs = Parameters.of(request, Set.of("inactivityMs"))
                .number("inactivityMs", Islands.RESOLUTION_MS, MAX_INACTIVITY_MS)
                .orElse(Inactivity.DEFAULT_THRESHOLD_MS);
        answers.json(request, () -> ask(request, (here, key) -> here.sessions().timeline(key, inactivityMs)));
    }

    private void segments(RoutingContext request) {
        Parameters.of(request, NONE);
        answers.json(request, () -> ask(request, (here, key) -> here.segments().list(key)));
    }

    private void segmentEvents(RoutingContext request) {
        Parameters.of(request, NONE);
        String id = PathParameters.text(request, "id");
        Set<String> known = entityTags(request.request().getHeader(HttpHeaders.IF_NONE_MATCH));
        answers.answer(
                request,
                () -> ask(request, (here, key) -> here.segmentEvents().events(key, id, known)),
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
        Parameters.of(request, NONE);
        String id = PathParameters.text(request, "id");
        answers.answer(
                request, () -> ask(request, (here, key) -> here.segments().raw(key, id)), raw -> send(request, raw));
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
        Parameters parameters = Parameters.of(request, Set.of("view", "fromMs", "toMs"));
        Optional<String> view = parameters.text("view");
        OptionalLong fromMs = parameters.number("fromMs", Long.MIN_VALUE, Long.MAX_VALUE);
        OptionalLong toMs = parameters.number("toMs", Long.MIN_VALUE, Long.MAX_VALUE);
        answers.answer(
                request,
                () -> ask(request, (here, key) -> here.events().events(key, view, fromMs, toMs)),
                stream -> new EventPump(vertx, workers, request, stream, streamedBytes).start(EventPump.NDJSON));
    }

    /** Nothing is known under what cannot be an id. */
    private static <T> Answer<T> ask(RoutingContext request, BiFunction<ApiHandlers, SessionKey, Answer<T>> question) {
        return PathParameters.session(request)
                .map(key -> question.apply(SessionRouting.handlers(request), key))
                .orElseGet(Absent::new);
    }
}
