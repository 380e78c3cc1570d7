// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import dev.playhead.formats.body.RejectReason;
import dev.playhead.gateway.access.Access;
import dev.playhead.gateway.access.AccessPolicy;
import dev.playhead.gateway.client.ClientObserver;
import dev.playhead.gateway.intake.Intake;
import dev.playhead.gateway.intake.IntakeHandler;
import dev.playhead.gateway.intake.IntakeMetrics;
import dev.playhead.gateway.intake.IntakeResult;
import dev.playhead.gateway.intake.IntakeResult.Accepted;
import dev.playhead.gateway.intake.IntakeResult.Cause;
import dev.playhead.gateway.intake.IntakeResult.Refused;
import dev.playhead.gateway.intake.IntakeResult.TryLater;
import dev.playhead.gateway.intake.Patience;
import dev.playhead.gateway.intake.RequestHead;
import dev.playhead.gateway.intake.Upload;
import dev.playhead.schemas.v1.Client;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what SDKs send: on any path that has an intake, and any path at all with {@code ddforward}. */
final class IntakeRoutes {

    private static final Logger log = LoggerFactory.getLogger(IntakeRoutes.class);

    private final Endpoints endpoints;
    private final AccessPolicy access;
    private final IntakeHandler handler;
    private final ClientObserver clients;
    private final TrustedProxies proxies;
    private final IntakeMetrics metrics;
    private final HttpSettings settings;
    private final Patience patience;
    private final BodyRoom room;
    private final InstantSource clock;

    IntakeRoutes(
            GatewayRoutes.Intakes intakes,
            AccessPolicy access,
            ClientObserver clients,
            HttpSettings settings,
            BodyRoom room,
            InstantSource clock) {
        this.endpoints = new Endpoints(intakes.intakes());
        this.access = access;
        this.handler = intakes.handler();
        this.metrics = intakes.metrics();
        this.clients = clients;
        this.proxies = new TrustedProxies(settings.trustedProxies());
        this.settings = settings;
        this.patience = intakes.patience();
        this.room = room;
        this.clock = clock;
    }

    /** Whether a request is an SDK's, to be reached from any page under any host name. */
    boolean isFor(Target target) {
        return target.forwarded() || endpoints.at(target.path()) != null;
    }

    /** The route's name in metrics: one of the known paths. */
    String labelOf(Target target) {
        Endpoints.Endpoint endpoint = endpoints.at(target.path());
        return endpoint == null ? "other" : endpoint.path();
    }

    /** Answers a request that {@link #isFor} is true of. */
    void handle(RoutingContext context, Target target) {
        HttpServerRequest request = context.request();
        Endpoints.Endpoint endpoint = endpoints.at(target.path());
        if (endpoint == null) {
            Cors.allowOrigin(context);
            Problems.answer(request.response(), 404, "not_found", "ddforward names no known endpoint");
            return;
        }
        Intake intake = endpoint.intake();
        AccessPolicy.Decision decision = access.decide(intake.claims().of(head(request, target)));
        if (decision.refusal() != null) {
            refuse(context, decision.refusal());
        } else if (request.method().equals(HttpMethod.OPTIONS)) {
            Cors.preflight(context);
        } else if (!request.method().equals(HttpMethod.POST)) {
            Cors.allowOrigin(context);
            request.response().putHeader(HttpHeaders.ALLOW, "POST, OPTIONS");
            Problems.answer(request.response(), 405, "method_not_allowed", "only POST is taken here");
        } else {
            Cors.allowOrigin(context);
            receive(context, intake, decision.access(), target);
        }
    }

    private static RequestHead head(HttpServerRequest request, Target target) {
        return new RequestHead(
                target.path(), target.query(), request.getHeader(HttpHeaders.ORIGIN), request::getHeader);
    }

    /** Before the body is read. A page that may not send may still read why, but a preflight of it gets no leave. */
    private void refuse(RoutingContext context, RejectReason reason) {
        if (!context.request().method().equals(HttpMethod.OPTIONS)) {
            Cors.allowOrigin(context);
        }
        metrics.rejected(reason);
        hangUpAfter(
                context.request(),
                () -> Problems.answer(
                        context.response(),
                        status(reason),
                        reason.label(),
                        "this gateway takes nothing like this from there"));
    }

    private void receive(RoutingContext context, Intake intake, Access granted, Target target) {
        HttpServerRequest request = context.request();
        BodyReader.Limits limits = new BodyReader.Limits(
                settings.maxBodyBytes(), settings.bodyTimeout(), patience.with(intake, Cause.NO_ROOM));
        BodyReader.read(context.vertx(), request, limits, room, new BodyReader.Outcome() {
            @Override
            public void whole(byte[] body, BodyRoom.Share share) {
                take(context, intake, granted, target, body, share);
            }

            @Override
            public void tooLarge() {
                metrics.rejected(RejectReason.TOO_LARGE);
                hangUpAfter(
                        request,
                        () -> Problems.answer(
                                request.response(),
                                413,
                                RejectReason.TOO_LARGE.label(),
                                "body is larger than %d bytes".formatted(settings.maxBodyBytes())));
            }

            @Override
            public void tooSlow() {
                putOff(Cause.SLOW_BODY, "the body took too long to arrive");
            }

            @Override
            public void noRoom() {
                putOff(Cause.NO_ROOM, "too much is arriving; send it again later");
            }

            private void putOff(Cause cause, String detail) {
                metrics.postponed(cause);
                hangUpAfter(request, () -> tryLater(request.response(), cause, detail));
            }
        });
    }

    private void take(
            RoutingContext context, Intake intake, Access granted, Target target, byte[] body, BodyRoom.Share share) {
        Context eventLoop = context.vertx().getOrCreateContext();
        Upload upload = new Upload(
                target.path(),
                target.query(),
                context.request().getHeader(HttpHeaders.CONTENT_TYPE),
                context.request().getHeader(HttpHeaders.CONTENT_ENCODING),
                body,
                granted,
                client(context.request()),
                clock.millis());
        var _ = handler.take(intake, upload).whenComplete((result, failure) -> {
            share.leave();
            eventLoop.runOnContext(_ -> answer(context.response(), result, failure));
        });
    }

    /** Read off the request here, and looked up where that may take its time. */
    private Supplier<Client> client(HttpServerRequest request) {
        String userAgent = request.getHeader(HttpHeaders.USER_AGENT);
        SocketAddress peer = request.remoteAddress();
        InetAddress address = proxies.sender(
                peer == null ? null : peer.hostAddress(), request.headers().getAll("X-Forwarded-For"));
        return () -> clients.observe(userAgent, address);
    }

    private void answer(HttpServerResponse response, @Nullable IntakeResult result, @Nullable Throwable failure) {
        switch (result) {
            case Accepted(String json) -> {
                if (!response.closed()) {
                    accepted(response, json);
                }
            }
            case Refused(RejectReason reason, String detail) ->
                Problems.answer(response, status(reason), reason.label(), detail);
            case TryLater(Cause cause) -> tryLater(response, cause, "not stored; send it again later");
            case null -> {
                log.error("an upload failed for a fault of our own", failure);
                Problems.answer(response, 500, "internal", "not stored, for a fault of the gateway");
            }
        }
    }

    /** Guance's and Datadog's SDKs want exactly 202; those that read an answer want 200. */
    private static void accepted(HttpServerResponse response, @Nullable String json) {
        if (json == null) {
            Answers.send(response.setStatusCode(202));
        } else {
            Answers.send(response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json"), json);
        }
    }

    private void tryLater(HttpServerResponse response, Cause cause, String detail) {
        response.putHeader(
                HttpHeaders.RETRY_AFTER, Long.toString(settings.retryAfter().toSeconds()));
        Problems.answer(response, 503, cause.label(), detail);
    }

    /**
     * The rest of the body is not wanted. HTTP/1 has no way to say so but to end the connection, which may cost the
     * sender the answer; so a rest that is small, and likely here already, is let in and forgotten. One that never
     * comes ends with the connection's idle time.
     */
    private static void hangUpAfter(HttpServerRequest request, Runnable answer) {
        long announced = BodyReader.announcedBytes(request);
        boolean small = announced >= 0 && announced <= BodyRoom.SMALL_BODY_BYTES;
        if (request.version() != HttpVersion.HTTP_2 && !small) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        answer.run();
        request.resume();
    }

    private static int status(RejectReason reason) {
        return switch (reason) {
            case TOO_LARGE -> 413;
            case UNKNOWN_FORMAT -> 415;
            case UNKNOWN_APPLICATION, UNKNOWN_TOKEN, UNKNOWN_ORIGIN -> 403;
            case MALFORMED, CORRUPT, TOO_DEEP, EMPTY, BAD_ID, UNREADABLE_RECORD -> 400;
        };
    }
}
