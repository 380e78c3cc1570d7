// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.playhead.query.api.AnsweringGenerations;
import dev.playhead.query.api.AnsweringViews;
import dev.playhead.query.http.Instances.Answered;
import dev.playhead.query.http.Instances.ElsewhereException;
import dev.playhead.query.store.Placement.Holders;
import dev.playhead.query.store.Placement.Instance;
import dev.playhead.schemas.SessionKey;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether nobody answers for a session any more: its owner says that it is erased, and so do those that have a copy, as
 * far as they would answer from it. One that cannot be asked might. Blocks, and so is for workers.
 */
final class ErasedEverywhere implements Predicate<SessionKey> {

    private static final int GONE = 410;
    private static final TypeReference<Map<String, Object>> PROBLEM = new TypeReference<>() {};

    private final AnsweringGenerations generations;
    private final Instances instances;

    ErasedEverywhere(AnsweringGenerations generations, Instances instances) {
        this.generations = generations;
        this.instances = instances;
    }

    @Override
    public boolean test(SessionKey key) {
        AnsweringViews views = generations.serving();
        Holders holders = views.placement().of(views.partitionOf(key));
        return holders.owner().map(owner -> isErased(views, owner, key, false)).orElse(false)
                && holders.copies().stream().allMatch(copy -> isErased(views, copy, key, true));
    }

    private boolean isErased(AnsweringViews views, Instance holder, SessionKey key, boolean copy) {
        if (instances.isSelf(holder)) {
            AnsweringViews.Local local = views.local(copy);
            return local.handlers().erasures().isErased(key)
                    || (copy && !local.stores().holds(views.partitionOf(key)));
        }
        String uri = "/api/v1/apps/%s/sessions/%s".formatted(key.app(), key.session());
        return instances
                .ask(holder, uri, new Hop(views.number(), copy, Set.of()))
                .map(ErasedEverywhere::saysErased)
                .recover(failure -> Future.succeededFuture(copy && failure instanceof ElsewhereException))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static boolean saysErased(Answered answered) {
        return answered.status() == GONE
                && Answers.ERASED.equals(Json.read(answered.body(), PROBLEM).get("detail"));
    }
}
