// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.gateway;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The least that could take uploads: reads a body and answers 202, at once or when Kafka has it. It checks nothing,
 * finds nothing in the body and counts nothing; it is what the gateway's own work is measured against.
 */
final class BareServer {

    static final String READY = "port=";

    private static final int ACCEPTED = 202;
    private static final int UNAVAILABLE = 503;

    private BareServer() {}

    /** The child's main. Arguments: none to answer at once, or the brokers to write to. */
    public static void main(String[] arguments) {
        Function<Context, Handler<HttpServerRequest>> handlers =
                arguments.length == 0 ? _ -> BareServer::answer : relayTo(arguments[0]);
        CompletableFuture<Integer> port = new CompletableFuture<>();
        Vertx.vertx()
                .deployVerticle(
                        () -> new Listener(handlers, port),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        out.println(READY + port.join());
    }

    private static void answer(HttpServerRequest request) {
        request.body().onSuccess(_ -> request.response().setStatusCode(ACCEPTED).end());
    }

    private static Function<Context, Handler<HttpServerRequest>> relayTo(String brokers) {
        Producer<byte[], byte[]> producer = new KafkaProducer<>(
                GatewaysProducer.settings(brokers), new ByteArraySerializer(), new ByteArraySerializer());
        AtomicInteger next = new AtomicInteger();
        return eventLoop -> request -> {
            request.body().onSuccess(body -> {
                byte[] key = ByteBuffer.allocate(Integer.BYTES)
                        .putInt(next.getAndIncrement())
                        .array();
                var _ = producer.send(
                        new ProducerRecord<>(Arena.RELAY_TOPIC, key, body.getBytes()),
                        (_, failure) -> eventLoop.runOnContext(
                                _ -> end(request.response(), failure == null ? ACCEPTED : UNAVAILABLE)));
            });
        };
    }

    private static void end(HttpServerResponse response, int status) {
        response.setStatusCode(status).end();
    }

    /** One event loop's share of the server; all listen on one port. */
    private static final class Listener extends VerticleBase {

        private final Function<Context, Handler<HttpServerRequest>> handlers;
        private final CompletableFuture<Integer> port;

        Listener(Function<Context, Handler<HttpServerRequest>> handlers, CompletableFuture<Integer> port) {
            this.handlers = handlers;
            this.port = port;
        }

        @Override
        public Future<?> start() {
            return vertx.createHttpServer()
                    .requestHandler(handlers.apply(context))
                    .listen(SocketAddress.sharedRandomPort(1, "127.0.0.1"))
                    .onSuccess(server -> port.complete(server.actualPort()));
        }
    }
}
