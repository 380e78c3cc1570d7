// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.playhead.query.api.ShareItem;
import dev.playhead.query.api.SharesHandler;
import dev.playhead.query.store.Answer;
import dev.playhead.query.store.Answer.Absent;
import dev.playhead.schemas.SessionKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Links to a session: {@code …/sessions/{session}/shares}. What changes something takes JSON alone, or is a
 * {@code DELETE}: neither can be sent by a page of another origin, since browsers ask first and no answer allows it.
 */
final class ShareRoutes {

    static final String SHARES = SessionRoutes.SESSION + "/shares";

    private static final String SHARE = SHARES + "/:id";
    private static final int MAX_BODY_BYTES = 4 << 10;
    private static final String JSON = "application/json";
    private static final String AT = "atMs";
    private static final String EXPIRES_IN = "expiresInMs";
    private static final Set<String> FIELDS = Set.of(AT, EXPIRES_IN);

    private final SessionRouting routing;
    private final Answers answers;

    ShareRoutes(SessionRouting routing, Answers answers) {
        this.routing = routing;
        this.answers = answers;
    }

    void addTo(Router router) {
        router.post(SHARES)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(routing)
                .handler(this::share);
        router.get(SHARES).handler(routing).handler(this::shares);
        router.get(SHARE).handler(routing).handler(this::shown);
        router.delete(SHARE).handler(routing).handler(this::revoke);
    }

    private void share(RoutingContext request) {
        Parameters.of(request, Set.of());
        if (!isJson(request.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
            Problem.of(415, "what is to be shared has to be told as " + JSON).send(request.response());
            return;
        }
        JsonNode wish = read(request.body().buffer());
        Long atMs = wish.hasNonNull(AT) ? whole(wish, AT, 0, Long.MAX_VALUE) : null;
        SharesHandler shares = SessionRouting.handlers(request).shares();
        Duration life =
                Duration.ofMillis(whole(wish, EXPIRES_IN, 1, shares.longest().toMillis()));
        String base = Hop.originOf(request);
        answers.answer(
                request,
                () -> ask(request, (here, key) -> here.share(key, atMs, life, base)),
                made -> made(request, made));
    }

    private static void made(RoutingContext request, ShareItem made) {
        request.response().putHeader(HttpHeaders.LOCATION, request.normalizedPath() + '/' + made.id());
        Answers.json(request.response(), 201, made);
    }

    private void shares(RoutingContext request) {
        Parameters.of(request, Set.of());
        String base = Hop.originOf(request);
        answers.json(request, () -> ask(request, (here, key) -> here.shares(key, base)));
    }

    private void shown(RoutingContext request) {
        Parameters.of(request, Set.of());
        String id = PathParameters.text(request, "id");
        String base = Hop.originOf(request);
        answers.json(request, () -> ask(request, (here, key) -> here.share(key, id, base)));
    }

    private void revoke(RoutingContext request) {
        Parameters.of(request, Set.of());
        String id = PathParameters.text(request, "id");
        String base = Hop.originOf(request);
        answers.answer(
                request,
                () -> ask(request, (here, key) -> here.revoke(key, id, base)),
                revoked -> request.response().setStatusCode(204).end());
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null && contentType.split(";", 2)[0].strip().equalsIgnoreCase(JSON);
    }

    /** @throws BadParameterException if it is no object, or has a field that there is none of */
    private static JsonNode read(@Nullable Buffer body) {
        JsonNode wish = body == null ? null : Json.parse(body);
        if (wish == null || !wish.isObject()) {
            throw new BadParameterException("the body must be one JSON object");
        }
        for (String field : (Iterable<String>) wish::fieldNames) {
            if (!FIELDS.contains(field)) {
                throw new BadParameterException("unknown field: " + field);
            }
        }
        return wish;
    }

    private static long whole(JsonNode wish, String field, long min, long max) {
        JsonNode value = wish.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < min || value.asLong() > max) {
            throw new BadParameterException("%s must be a whole number from %d to %d".formatted(field, min, max));
        }
        return value.asLong();
    }

    private static <T> Answer<T> ask(
            RoutingContext request, BiFunction<SharesHandler, SessionKey, Answer<T>> question) {
        return PathParameters.session(request)
                .map(key -> question.apply(SessionRouting.handlers(request).shares(), key))
                .orElseGet(Absent::new);
    }
}
