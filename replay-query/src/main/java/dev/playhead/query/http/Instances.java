// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.query.store.Placement.Instance;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Passes requests on to other instances. */
final class Instances {

    /** What a client may say that changes an answer. */
    private static final List<CharSequence> PASSED_ON =
            List.of(HttpHeaders.ACCEPT, HttpHeaders.CONTENT_TYPE, HttpHeaders.IF_NONE_MATCH, "Last-Event-ID");

    /** The whole of an answer. */
    record Answered(int status, Buffer body) {}

    private static final int WAITING_PER_CONNECTION = 4;

    private final Vertx vertx;
    private final HttpClient client;
    private final InstanceSettings settings;
    private final Instance self;
    private final MeterRegistry metrics;

    /** @param self how the others know this one */
    Instances(Vertx vertx, InstanceSettings settings, Instance self, MeterRegistry metrics) {
        this.vertx = vertx;
        this.settings = settings;
        this.self = self;
        this.metrics = metrics;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) settings.connectTimeout().toMillis()),
                new PoolOptions()
                        .setHttp1MaxSize(settings.connections())
                        .setMaxWaitQueueSize(settings.connections() * WAITING_PER_CONNECTION));
    }

    boolean isSelf(Instance instance) {
        return instance.equals(self);
    }

    /** Of one request, beginning now. */
    Patience patience() {
        return new Patience(vertx, settings.patience());
    }

    /**
     * The head of another instance's answer, its body paused.
     *
     * @return failed where it cannot be reached, does not begin in time, or has not what is asked for
     */
    Future<HttpClientResponse> head(Instance instance, RoutingContext request, Hop hop) {
        return asked(instance, request, hop, answer -> Future.succeededFuture(answer.pause()));
    }

    /**
     * The whole of another instance's answer.
     *
     * @return failed where it cannot be reached, does not end in time, or does not answer with 200
     */
    Future<Buffer> body(Instance instance, RoutingContext request, Hop hop) {
        return asked(
                instance,
                request,
                hop,
                answer -> answer.statusCode() == 200
                        ? answer.body()
                        : Future.failedFuture(new IOException("answered " + answer.statusCode())));
    }

    /**
     * What another instance answers to a question of this one's own.
     *
     * @return failed as above, but whatever the status is
     */
    Future<Answered> ask(Instance instance, String uri, Hop hop) {
        RequestOptions options =
                options(instance, hop).setMethod(HttpMethod.GET).setURI(uri);
        return asked(
                options, Buffer.buffer(), answer -> answer.body().map(body -> new Answered(answer.statusCode(), body)));
    }

    private <T> Future<T> asked(
            Instance instance, RoutingContext context, Hop hop, Function<HttpClientResponse, Future<T>> read) {
        HttpServerRequest request = context.request();
        RequestOptions options = options(instance, hop)
                .setMethod(request.method())
                .setURI(request.uri())
                .putHeader(Hop.ORIGIN, HostCheck.originOf(context));
        for (CharSequence name : PASSED_ON) {
            String value = request.getHeader(name);
            if (value != null) {
                options.putHeader(name, value);
            }
        }
        return asked(options, bodyOf(context), read);
    }

    /** What was read of it, where a route wants that. */
    private static Buffer bodyOf(RoutingContext request) {
        Buffer body = request.body().buffer();
        return body == null ? Buffer.buffer() : body;
    }

    private <T> Future<T> asked(RequestOptions options, Buffer body, Function<HttpClientResponse, Future<T>> read) {
        return client.request(options)
                .compose(sent -> {
                    long timer = vertx.setTimer(settings.answerTimeout().toMillis(), late -> sent.reset());
                    return sent.send(body)
                            .compose(Instances::ifThere)
                            .compose(read)
                            .onComplete(done -> vertx.cancelTimer(timer))
                            .onFailure(failure -> release(sent));
                })
                .onSuccess(answer -> count("answered"))
                .onFailure(failure -> count(failure instanceof ElsewhereException ? "elsewhere" : "failed"));
    }

    private static Future<HttpClientResponse> ifThere(HttpClientResponse answer) {
        answer.exceptionHandler(lost -> {}); // of one that is given up; whoever reads it to the end sets its own
        return answer.getHeader(Hop.ELSEWHERE) == null
                ? Future.succeededFuture(answer)
                : Future.failedFuture(new ElsewhereException());
    }

    /** Or a connection whose answer nobody reads would be gone from the pool. */
    private static void release(HttpClientRequest sent) {
        sent.reset();
    }

    private static RequestOptions options(Instance instance, Hop hop) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        hop.addTo(headers);
        return new RequestOptions()
                .setHost(instance.host())
                .setPort(instance.port())
                .setHeaders(headers);
    }

    private void count(String result) {
        metrics.counter("playhead.query.hops", "result", result).increment();
    }

    /** The other instance has not what it was asked for. */
    static final class ElsewhereException extends IOException {

        private static final long serialVersionUID = 1;

        ElsewhereException() {
            super("has not what is asked for");
        }
    }
}
