// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.playhead.query.api.AnsweringGenerations;
import dev.playhead.query.api.ApiHandlers;
import dev.playhead.query.api.ErasureAccepted;
import dev.playhead.query.store.Answer.Absent;
import dev.playhead.query.store.Gathered;
import dev.playhead.query.store.Part;
import dev.playhead.schemas.SessionKey;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/**
 * Erasing in HTTP terms. Only {@code DELETE} changes anything, which no page of another origin can send: browsers ask
 * first, and no answer of this service allows it.
 */
final class ErasureRoutes {

    private static final String ERASURES = "/api/v1/erasures/";
    private static final TypeReference<Part<List<String>>> SESSIONS = new TypeReference<>() {};

    private final SessionRouting routing;
    private final ListGathering gathering;
    private final AnsweringGenerations generations;
    private final ErasedEverywhere erased;
    private final Answers answers;

    ErasureRoutes(
            SessionRouting routing,
            ListGathering gathering,
            AnsweringGenerations generations,
            ErasedEverywhere erased,
            Answers answers) {
        this.routing = routing;
        this.gathering = gathering;
        this.generations = generations;
        this.erased = erased;
        this.answers = answers;
    }

    void addTo(Router router) {
        router.delete(SessionRoutes.SESSION).handler(routing).handler(this::eraseSession);
        router.delete(ListRoutes.APP + "/users/:user").handler(this::eraseUser);
        router.get(ERASURES + ":id").handler(this::erasure);
    }

    private void eraseSession(RoutingContext request) {
        Parameters.of(request, Set.of());
        answers.answer(
                request,
                () -> PathParameters.session(request)
                        .map(key -> SessionRouting.handlers(request).erasures().session(key, erased))
                        .orElseGet(Absent::new),
                accepted -> accepted(request, accepted));
    }

    private void eraseUser(RoutingContext request) {
        Parameters.of(request, Set.of());
        String app = PathParameters.text(request, "app");
        String user = PathParameters.text(request, "user");
        gathering.gather(
                request,
                new ListQuestion<>((here, partitions) -> here.erasures().sessionsOf(app, user, partitions), SESSIONS),
                false, // a copy might not know the latest
                found -> erase(request, app, found.map(ErasureRoutes::joined)));
    }

    private static List<String> joined(List<List<String>> parts) {
        return parts.stream().flatMap(List::stream).distinct().toList();
    }

    private void erase(RoutingContext request, String app, Gathered<List<String>> sessions) {
        answers.answer(
                request,
                () -> SessionKey.isId(app) ? here().erasures().user(app, sessions, erased) : new Absent<>(),
                accepted -> accepted(request, accepted));
    }

    private static void accepted(RoutingContext request, ErasureAccepted accepted) {
        request.response().putHeader(HttpHeaders.LOCATION, ERASURES + accepted.erasure());
        Answers.json(request.response(), 202, accepted);
    }

    private void erasure(RoutingContext request) {
        Parameters.of(request, Set.of());
        String id = PathParameters.text(request, "id");
        answers.json(request, () -> here().erasures().erasure(id));
    }

    private ApiHandlers here() {
        return generations.serving().owned().handlers();
    }
}
