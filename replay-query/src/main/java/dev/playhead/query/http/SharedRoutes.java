// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.query.share.SharedSessions;
import dev.playhead.query.share.SharedSessions.Admission;
import dev.playhead.query.share.SharedSessions.Admission.Admitted;
import dev.playhead.query.share.SharedSessions.Admission.Ended;
import dev.playhead.query.share.SharedSessions.Admission.NotHeardOf;
import dev.playhead.query.share.SharedSessions.Admission.Unknown;
import dev.playhead.schemas.v1.Share;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Consumer;

/**
 * What somebody sees who has nothing but a link: {@code /api/v1/shared/{token}/…}, each address of which stands for one
 * of the session's own, so that it is answered there by whoever has the session. No other session, and nothing that
 * changes anything or takes it away as a file.
 */
final class SharedRoutes {

    private static final String SHARED = "/api/v1/shared/:token";
    /** Behind the token as behind the session. */
    private static final List<String> SHOWN = List.of("/timeline", "/segments", "/segments/:id", "/events", "/live");

    private final SharedSessions shared;
    private final Answers answers;

    SharedRoutes(SharedSessions shared, Answers answers) {
        this.shared = shared;
        this.answers = answers;
    }

    void addTo(Router router) {
        router.get(SHARED)
                .handler(request -> admit(request, share -> show(request, share, "/shares/" + share.getId())));
        router.get(SHARED + "/session").handler(request -> admit(request, share -> show(request, share, "")));
        SHOWN.forEach(part -> router.get(SHARED + part).handler(this::part));
        List.of("/:kind", "/:kind/:id")
                .forEach(part ->
                        router.get(SHARED + part).handler(PathParameters.ofKind((request, kind) -> part(request))));
    }

    /** With its escapes, which what it names may need. */
    private void part(RoutingContext request) {
        String path = request.normalizedPath();
        String part = path.substring(path.indexOf('/', SHARED.indexOf(':')));
        admit(request, share -> show(request, share, part));
    }

    /** Of an answer to somebody who comes with a link. */
    static int statusOf(Admission admission) {
        return switch (admission) {
            case Admitted(Share share) -> 200;
            case Unknown() -> 404;
            case Ended(String why) -> 410;
            case NotHeardOf() -> 503;
        };
    }

    private void admit(RoutingContext request, Consumer<Share> admitted) {
        Admission admission = shared.admit(PathParameters.text(request, "token"));
        switch (admission) {
            case Admitted(Share share) -> admitted.accept(share);
            case Unknown() ->
                Problem.of(statusOf(admission), "not a link of this installation")
                        .send(request.response());
            case Ended(String why) -> Problem.of(statusOf(admission), why).send(request.response());
            case NotHeardOf() -> answers.tryLater(request.response(), "the link is not known here yet");
        }
    }

    private static void show(RoutingContext request, Share share, String part) {
        String query = request.request().query();
        request.reroute(
                HttpMethod.GET,
                "/api/v1/apps/%s/sessions/%s%s%s"
                        .formatted(share.getApp(), share.getSession(), part, query == null ? "" : "?" + query));
    }
}
