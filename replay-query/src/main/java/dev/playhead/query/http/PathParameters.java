// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.query.topology.ItemKind;
import dev.playhead.schemas.SessionKey;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What a path names. */
final class PathParameters {

    private PathParameters() {}

    /** One that the route has. */
    static String text(RoutingContext request, String name) {
        return Objects.requireNonNull(request.pathParam(name), name);
    }

    /** The session; empty where what it names cannot be one. */
    static Optional<SessionKey> session(RoutingContext request) {
        String app = text(request, "app");
        String session = text(request, "session");
        return SessionKey.isId(app) && SessionKey.isId(session)
                ? Optional.of(new SessionKey(app, session))
                : Optional.empty();
    }

    /** Any other name is an address that there is none of. */
    static Handler<RoutingContext> ofKind(BiConsumer<RoutingContext, ItemKind> handler) {
        return request -> ItemKind.ofPlural(text(request, "kind"))
                .ifPresentOrElse(kind -> handler.accept(request, kind), request::next);
    }
}
