// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import dev.playhead.formats.body.RejectReason;
import dev.playhead.gateway.client.ClientObserver;
import dev.playhead.gateway.intake.Intake;
import dev.playhead.gateway.intake.IntakeHandler;
import dev.playhead.gateway.intake.IntakeMetrics;
import dev.playhead.gateway.intake.IntakeResult;
import dev.playhead.gateway.intake.IntakeResult.Accepted;
import dev.playhead.gateway.intake.IntakeResult.Refused;
import dev.playhead.gateway.intake.IntakeResult.TryLater;
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
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what SDKs send: on any path that has an intake, and any path at all with {@code ddforward}. */
final class IntakeRoutes {

    private static final Logger log = LoggerFactory.getLogger(IntakeRoutes.class);

    private final Endpoints endpoints;
    private final IntakeHandler handler;
    private final ClientObserver clients;
    private final TrustedProxies proxies;
    private final IntakeMetrics metrics;
    private final HttpSettings settings;
    private final InstantSource clock;

    /** @param intakes by path */
    IntakeRoutes(
            Map<String, Intake> intakes,
            IntakeHandler handler,
            ClientObserver clients,
            IntakeMetrics metrics,
            HttpSettings settings,
            InstantSource clock) {
        this.endpoints = new Endpoints(intakes);
        this.handler = handler;
        this.clients = clients;
        this.proxies = new TrustedProxies(settings.trustedProxies());
        this.metrics = metrics;
        this.settings = settings;
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
        if (request.method().equals(HttpMethod.OPTIONS)) {
            Cors.preflight(context);
            return;
        }
        Cors.allowOrigin(context);
        if (!request.method().equals(HttpMethod.POST)) {
            request.response().putHeader(HttpHeaders.ALLOW, "POST, OPTIONS");
            Problems.answer(request.response(), 405, "method_not_allowed", "only POST is taken here");
            return;
        }
        Endpoints.Endpoint endpoint = endpoints.at(target.path());
        if (endpoint == null) {
            Problems.answer(request.response(), 404, "not_found", "ddforward names no known endpoint");
            return;
        }
        receive(context, endpoint.intake(), target);
    }

    private void receive(RoutingContext context, Intake intake, Target target) {
        HttpServerRequest request = context.request();
        BodyReader.read(
                context.vertx(),
                request,
                settings,
                new BodyReader.Outcome(
                        body -> take(context, intake, target, body),
                        () -> {
                            metrics.rejected(RejectReason.TOO_LARGE);
                            hangUpAfter(
                                    request,
                                    () -> Problems.answer(
                                            request.response(),
                                            413,
                                            RejectReason.TOO_LARGE.label(),
                                            "body is larger than %d bytes".formatted(settings.maxBodyBytes())));
                        },
                        () -> hangUpAfter(
                                request,
                                () -> tryLater(request.response(), "slow_body", "the body took too long to arrive"))));
    }

    private void take(RoutingContext context, Intake intake, Target target, byte[] body) {
        Context eventLoop = context.vertx().getOrCreateContext();
        Upload upload = new Upload(
                target.path(),
                target.query(),
                context.request().getHeader(HttpHeaders.CONTENT_TYPE),
                context.request().getHeader(HttpHeaders.CONTENT_ENCODING),
                body,
                clock.millis());
        var _ = handler.take(intake, upload, client(context.request()))
                .whenComplete(
                        (result, failure) -> eventLoop.runOnContext(_ -> answer(context.response(), result, failure)));
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
            case TryLater(IntakeResult.Cause cause) ->
                tryLater(response, cause.label(), "not stored; send it again later");
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

    private void tryLater(HttpServerResponse response, String reason, String detail) {
        response.putHeader(
                HttpHeaders.RETRY_AFTER, Long.toString(settings.retryAfter().toSeconds()));
        Problems.answer(response, 503, reason, detail);
    }

    /** The rest of the body is not wanted. HTTP/1 has no way to say so but to end the connection. */
    private static void hangUpAfter(HttpServerRequest request, Runnable answer) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        answer.run();
    }

    private static int status(RejectReason reason) {
        return switch (reason) {
            case TOO_LARGE -> 413;
            case UNKNOWN_FORMAT -> 415;
            case MALFORMED, CORRUPT, TOO_DEEP, EMPTY, BAD_ID, UNREADABLE_RECORD -> 400;
        };
    }
}
