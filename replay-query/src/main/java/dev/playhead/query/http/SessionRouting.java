// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.query.api.AnsweringGenerations;
import dev.playhead.query.api.AnsweringViews;
import dev.playhead.query.api.ApiHandlers;
import dev.playhead.query.store.Placement.Holders;
import dev.playhead.query.store.Placement.Instance;
import dev.playhead.schemas.SessionKey;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings each request about one session to an instance that has it: here, or one hop away. The owner of its partition
 * is asked first, then those that have a copy of it. Which is which is known from the last rebalance, so that whoever
 * is asked looks whether it is so; and if nobody has it, all are asked once more a moment later, until patience ends.
 */
final class SessionRouting implements Handler<RoutingContext> {

    private record Held(ApiHandlers handlers, boolean stale) {}

    private static final Logger LOG = LoggerFactory.getLogger(SessionRouting.class);
    private static final String HANDLERS = "playhead.handlers";
    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 304);
    private static final Set<String> OF_ONE_CONNECTION = Set.of("connection", "keep-alive", "transfer-encoding");

    private final AnsweringGenerations generations;
    private final Instances instances;
    private final WorkerPool workers;
    private final Answers answers;

    SessionRouting(AnsweringGenerations generations, Instances instances, WorkerPool workers, Answers answers) {
        this.generations = generations;
        this.instances = instances;
        this.workers = workers;
        this.answers = answers;
    }

    /** Those that have the session of a request that was routed. */
    static ApiHandlers handlers(RoutingContext request) {
        return Objects.requireNonNull(request.<ApiHandlers>get(HANDLERS), "not about a session");
    }

    @Override
    public void handle(RoutingContext request) {
        if (request.get(HANDLERS) != null) {
            request.next(); // by another route that knew nothing of the rest of the path
            return;
        }
        Optional<Hop> hop = Hop.of(request.request().headers());
        Optional<SessionKey> key = PathParameters.session(request);
        if (key.isEmpty()) {
            answerHere(request, new Held(generations.serving().owned().handlers(), false)); // which know of none such
        } else if (hop.isPresent()) {
            arrived(request, key.get(), hop.get());
        } else {
            new Search(request, key.get(), generations.serving()).round();
        }
    }

    private static void answerHere(RoutingContext request, Held held) {
        if (held.stale()) {
            request.response().putHeader(Hop.STALE, "true");
        }
        request.put(HANDLERS, held.handlers());
        request.next();
    }

    /** What another instance passed on is answered here, or nowhere. */
    private void arrived(RoutingContext request, SessionKey key, Hop hop) {
        Optional<AnsweringViews> views = generations.find(hop.generation());
        views.map(found -> holding(found, found.partitionOf(key), hop.copies()))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .map(holding -> {
                    holding.ifPresentOrElse(held -> answerHere(request, held), () -> elsewhere(request));
                    return holding;
                })
                .onFailure(request::fail);
    }

    /**
     * What of this instance has the partition; a copy only where that will do. Whether it is owned is known without
     * waiting, and to ask a worker would cost as much as many an answer. Copies are asked for under a lock that is held
     * while one is written to disk.
     */
    private Future<Optional<Held>> holding(AnsweringViews views, int partition, boolean copies) {
        if (views.owned().stores().holds(partition)) {
            return Future.succeededFuture(Optional.of(new Held(views.owned().handlers(), false)));
        }
        return copies
                ? workers.run(() -> Optional.of(new Held(views.copied().handlers(), true))
                        .filter(held -> views.copied().stores().holds(partition)))
                : Future.succeededFuture(Optional.empty());
    }

    private void elsewhere(RoutingContext request) {
        request.response().putHeader(Hop.ELSEWHERE, "true");
        answers.restoring(
                request.response(), generations.serving().owned().stores().progress());
    }

    /** One request on its way. Its steps are on the request's event loop. */
    private final class Search {

        private record Place(Instance instance, boolean copy) {}

        private final RoutingContext request;
        private final HttpServerResponse response;
        private final AnsweringViews views;
        private final int partition;
        private final Patience patience = instances.patience();
        private final Deque<Place> places = new ArrayDeque<>();

        Search(RoutingContext request, SessionKey key, AnsweringViews views) {
            this.request = request;
            this.response = request.response();
            this.views = views;
            this.partition = views.partitionOf(key);
        }

        /** Asks each of those that are believed to have it. */
        void round() {
            Holders holders = views.placement().of(partition);
            holders.owner().ifPresent(owner -> places.add(new Place(owner, false)));
            copiesFor(request, holders).stream()
                    .sorted(Comparator.comparing(copy -> !instances.isSelf(copy))) // what is here, first
                    .forEach(copy -> places.add(new Place(copy, true)));
            next();
        }

        /** What changes something is for the owner alone. */
        private static List<Instance> copiesFor(RoutingContext request, Holders holders) {
            return HttpMethod.GET.equals(request.request().method()) ? holders.copies() : List.of();
        }

        private void next() {
            if (response.closed()) {
                return;
            }
            Place place = places.poll();
            if (place == null) {
                if (!patience.goesOn(this::round)) {
                    answers.restoring(response, views.owned().stores().progress());
                }
            } else if (instances.isSelf(place.instance())) {
                tryHere(place.copy());
            } else {
                tryThere(place);
            }
        }

        private void tryHere(boolean copy) {
            holding(views, partition, copy)
                    .map(holding -> {
                        holding.ifPresentOrElse(held -> answerHere(request, held), this::next);
                        return holding;
                    })
                    .onFailure(request::fail);
        }

        private void tryThere(Place place) {
            instances
                    .head(place.instance(), request, new Hop(views.number(), place.copy(), Set.of()))
                    .onSuccess(this::pass)
                    .onFailure(failure -> {
                        LOG.debug("Another instance has not answered. instance={}", place.instance(), failure);
                        next();
                    });
        }

        /** Gives the answer on as it comes, as fast as the client takes it. */
        private void pass(HttpClientResponse answer) {
            if (response.closed()) {
                answer.request().reset(); // nobody would read it
                return;
            }
            response.closeHandler(gone -> {
                if (!response.ended()) {
                    answer.request().reset();
                }
            });
            response.setStatusCode(answer.statusCode());
            answer.headers().forEach((name, value) -> {
                if (!OF_ONE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                    response.putHeader(name, value);
                }
            });
            if (!WITHOUT_BODY.contains(answer.statusCode())
                    && !response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
                response.setChunked(true);
            }
            answer.pipe()
                    .endOnFailure(false) // what broke off must not look whole
                    .to(response)
                    .onFailure(request::fail);
        }
    }
}
