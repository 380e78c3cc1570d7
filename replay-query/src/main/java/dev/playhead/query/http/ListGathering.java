// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.query.api.AnsweringGenerations;
import dev.playhead.query.api.AnsweringViews;
import dev.playhead.query.store.Gathered;
import dev.playhead.query.store.Part;
import dev.playhead.query.store.Placement.Holders;
import dev.playhead.query.store.Placement.Instance;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every partition for its part of a list, each at its owner, all owners at once. For those that do not answer,
 * copies are asked, and then all once more, until patience ends. What is missing then is named in the answer.
 */
final class ListGathering {

    private static final Logger LOG = LoggerFactory.getLogger(ListGathering.class);

    private final AnsweringGenerations generations;
    private final Instances instances;
    private final WorkerPool workers;
    private final Answers answers;

    ListGathering(AnsweringGenerations generations, Instances instances, WorkerPool workers, Answers answers) {
        this.generations = generations;
        this.instances = instances;
        this.workers = workers;
        this.answers = answers;
    }

    /**
     * Answers a client with the whole, another instance with the part that it asks for.
     *
     * @param whole of all parts, for the client
     */
    <T> void answer(RoutingContext request, ListQuestion<T> question, Function<Gathered<List<T>>, Object> whole) {
        gather(request, question, true, gathered -> {
            if (gathered.value().isEmpty()) {
                restoring(request);
            } else {
                Answers.json(request.response(), 200, whole.apply(gathered));
            }
        });
    }

    /**
     * Likewise, where a client is not simply answered with what was found.
     *
     * @param copies whether copies may answer for their owners
     * @param whole gets all parts of a client's request; none where nobody answers
     */
    <T> void gather(
            RoutingContext request, ListQuestion<T> question, boolean copies, Consumer<Gathered<List<T>>> whole) {
        Hop.of(request.request().headers())
                .ifPresentOrElse(
                        hop -> answerPart(request, question, hop),
                        () -> new Gathering<>(request, question, copies, whole, generations.serving()).round(false));
    }

    /** Tells a client that nobody has anything right now. */
    void restoring(RoutingContext request) {
        answers.restoring(
                request.response(), generations.serving().owned().stores().progress());
    }

    private <T> void answerPart(RoutingContext request, ListQuestion<T> question, Hop hop) {
        Optional<AnsweringViews> views = generations.find(hop.generation());
        workers.run(() -> views.map(found ->
                                question.ask().apply(found.local(hop.copies()).handlers(), hop.partitions()))
                        .map(Json::buffer))
                .map(part -> {
                    part.ifPresentOrElse(
                            bytes -> Answers.sendJson(request.response(), 200, bytes),
                            () -> request.response()
                                    .putHeader(Hop.ELSEWHERE, "true")
                                    .setStatusCode(503)
                                    .end());
                    return part;
                })
                .onFailure(request::fail);
    }

    /** One request on its way. Its steps are on the request's event loop. */
    private final class Gathering<T> {

        private final RoutingContext request;
        private final ListQuestion<T> question;
        private final boolean withCopies;
        private final Consumer<Gathered<List<T>>> whole;
        private final AnsweringViews views;
        private final Patience patience = instances.patience();
        private final List<T> parts = new ArrayList<>();
        private final Set<Integer> open;
        private int stale;

        Gathering(
                RoutingContext request,
                ListQuestion<T> question,
                boolean withCopies,
                Consumer<Gathered<List<T>>> whole,
                AnsweringViews views) {
            this.request = request;
            this.question = question;
            this.withCopies = withCopies;
            this.whole = whole;
            this.views = views;
            this.open = IntStream.range(0, views.partitions()).boxed().collect(Collectors.toCollection(TreeSet::new));
        }

        /** @param copies whether those are asked that have a copy, instead of the owners */
        void round(boolean copies) {
            List<Future<Optional<Part<T>>>> asked = new ArrayList<>();
            placed(copies).forEach((instance, partitions) -> asked.add(ask(instance, partitions, copies)));
            Future.all(asked)
                    .map(all -> {
                        all.<Optional<Part<T>>>list().forEach(answer -> answer.ifPresent(part -> add(part, copies)));
                        goOn(copies);
                        return all;
                    })
                    .onFailure(request::fail);
        }

        private void add(Part<T> part, boolean copies) {
            if (!part.answered().isEmpty()) {
                parts.add(part.value());
                open.removeAll(part.answered());
                stale += copies ? part.answered().size() : 0;
            }
        }

        private void goOn(boolean copies) {
            if (request.response().closed()) {
                return;
            }
            if (!open.isEmpty()) {
                if (withCopies && !copies) {
                    round(true);
                    return;
                }
                if (patience.goesOn(() -> round(false))) {
                    return;
                }
            }
            whole.accept(new Gathered<>(parts, views.partitions(), stale, List.copyOf(open)));
        }

        /** Whom to ask for which of the partitions that are still open. */
        private Map<Instance, Set<Integer>> placed(boolean copies) {
            Map<Instance, Set<Integer>> placed = new HashMap<>();
            for (int partition : open) {
                Holders holders = views.placement().of(partition);
                Optional<Instance> holder = copies ? anyOf(holders.copies()) : holders.owner();
                holder.ifPresent(instance -> placed.computeIfAbsent(instance, first -> new TreeSet<>())
                        .add(partition));
            }
            return placed;
        }

        private Optional<Instance> anyOf(List<Instance> copies) {
            Optional<Instance> here = copies.stream().filter(instances::isSelf).findFirst();
            return here.isPresent() || copies.isEmpty()
                    ? here
                    : Optional.of(copies.get(ThreadLocalRandom.current().nextInt(copies.size())));
        }

        /** Another instance's failure leaves its partitions open; one here is the request's. */
        private Future<Optional<Part<T>>> ask(Instance instance, Set<Integer> partitions, boolean copies) {
            if (instances.isSelf(instance)) {
                return workers.run(() ->
                        Optional.of(question.ask().apply(views.local(copies).handlers(), partitions)));
            }
            return instances
                    .body(instance, request, new Hop(views.number(), copies, partitions))
                    .map(body -> Json.read(body, question.type()))
                    .compose(part -> partitions.containsAll(part.answered())
                            ? Future.succeededFuture(Optional.of(part))
                            : Future.failedFuture(new IOException("answers what it was not asked")))
                    .otherwise(failure -> {
                        LOG.debug("Another instance has not answered. instance={}", instance, failure);
                        return Optional.empty();
                    });
        }
    }
}
