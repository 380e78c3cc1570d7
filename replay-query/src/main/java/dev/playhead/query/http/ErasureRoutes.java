// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.query.api.ApiHandlers;
import dev.playhead.query.api.ErasureAccepted;
import dev.playhead.query.store.Answer.Absent;
import dev.playhead.schemas.SessionKey;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Erasing in HTTP terms. Only {@code DELETE} changes anything, which no page of another origin can send: browsers ask
 * first, and no answer of this service allows it.
 */
final class ErasureRoutes {

    private static final String ERASURES = "/api/v1/erasures/";

    private final Supplier<ApiHandlers> handlers;
    private final Answers answers;

    ErasureRoutes(Supplier<ApiHandlers> handlers, Answers answers) {
        this.handlers = handlers;
        this.answers = answers;
    }

    void addTo(Router router) {
        router.delete(ApiRoutes.SESSION).handler(this::eraseSession);
        router.delete(ApiRoutes.APP + "/users/:user").handler(this::eraseUser);
        router.get(ERASURES + ":id").handler(this::erasure);
    }

    private void eraseSession(RoutingContext request) {
        ApiRoutes.parameters(request, Set.of());
        answers.answer(
                request,
                () -> ApiRoutes.withKey(request, handlers.get().erasures()::session),
                accepted -> accepted(request, accepted));
    }

    private void eraseUser(RoutingContext request) {
        ApiRoutes.parameters(request, Set.of());
        String app = ApiRoutes.pathParameter(request, "app");
        String user = ApiRoutes.pathParameter(request, "user");
        answers.answer(
                request,
                () -> SessionKey.isId(app) ? handlers.get().erasures().user(app, user) : new Absent<>(),
                accepted -> accepted(request, accepted));
    }

    private static void accepted(RoutingContext request, ErasureAccepted accepted) {
        request.response().putHeader(HttpHeaders.LOCATION, ERASURES + accepted.erasure());
        Answers.json(request.response(), 202, accepted);
    }

    private void erasure(RoutingContext request) {
        ApiRoutes.parameters(request, Set.of());
        String id = ApiRoutes.pathParameter(request, "id");
        answers.json(request, () -> handlers.get().erasures().erasure(id));
    }
}
