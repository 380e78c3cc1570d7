// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: one event loop a core, all on one port. */
public final class GatewayServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GatewayServer.class);

    /** Room for {@code ddforward}, which holds a whole URL with tags, and for pages with many cookies. */
    private static final int MAX_LINE_BYTES = 16 << 10;

    private static final int MAX_HEADER_BYTES = 32 << 10;

    /** Half of what is read at once. Less is taken apart and joined again; of more, a body that waits keeps more. */
    private static final int MAX_CHUNK_BYTES = 32 << 10;

    private final Vertx vertx;
    private final List<HttpServer> servers;
    private final Connections connections;
    private final boolean tls;

    private GatewayServer(Vertx vertx, List<HttpServer> servers, Connections connections, boolean tls) {
        this.vertx = vertx;
        this.servers = servers;
        this.connections = connections;
        this.tls = tls;
    }

    /** @throws IOException with one clear line if the address cannot be bound */
    public static GatewayServer start(HttpSettings settings, GatewayRoutes routes) throws IOException {
        Vertx vertx = Vertx.vertx();
        List<HttpServer> servers = new CopyOnWriteArrayList<>();
        Connections connections = new Connections();
        try {
            vertx.deployVerticle(
                            () -> new Listener(settings, routes, servers, connections),
                            new DeploymentOptions()
                                    .setInstances(Runtime.getRuntime().availableProcessors()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            throw new IOException(
                    "cannot listen on %s:%d: %s"
                            .formatted(
                                    settings.host(),
                                    settings.port(),
                                    e.getCause() == null ? e : e.getCause().getMessage()),
                    e);
        }
        return new GatewayServer(vertx, servers, connections, settings.tls().isPresent());
    }

    public int port() {
        return servers.getFirst().actualPort();
    }

    public boolean tls() {
        return tls;
    }

    /**
     * Parts from the connections, then takes no more requests, and waits for those in flight.
     *
     * @param parting how long connections may stay that are not used any more, or not closed by their senders
     * @param grace for the requests in flight after that; what is left then is cut
     */
    public void drain(Duration parting, Duration grace) {
        try {
            connections.part(parting);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            Future.join(servers.stream()
                            .map(server -> server.shutdown(grace.toMillis(), TimeUnit.MILLISECONDS))
                            .toList())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            log.warn("http server did not shut down cleanly", e);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** One event loop's share of the server. */
    private static final class Listener extends VerticleBase {

        private final HttpSettings settings;
        private final GatewayRoutes routes;
        private final List<HttpServer> servers;
        private final Connections connections;

        Listener(HttpSettings settings, GatewayRoutes routes, List<HttpServer> servers, Connections connections) {
            this.settings = settings;
            this.routes = routes;
            this.servers = servers;
            this.connections = connections;
        }

        @Override
        public Future<?> start() {
            HttpServerOptions options = new HttpServerOptions()
                    .setMaxInitialLineLength(MAX_LINE_BYTES)
                    .setMaxHeaderSize(MAX_HEADER_BYTES)
                    .setMaxChunkSize(MAX_CHUNK_BYTES)
                    .setIdleTimeout(Math.toIntExact(settings.idleTimeout().toMillis()))
                    .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
            settings.tls()
                    .ifPresent(tls -> options.setSsl(true)
                            .setUseAlpn(true)
                            .setKeyCertOptions(new PemKeyCertOptions()
                                    .setCertPath(tls.certificate().toString())
                                    .setKeyPath(tls.key().toString())));
            Router router = routes.router(vertx);
            return vertx.createHttpServer(options)
                    .connectionHandler(connections::opened)
                    .requestHandler(request -> {
                        connections.requested(request);
                        router.handle(request);
                    })
                    .listen(address())
                    .onSuccess(servers::add);
        }

        /** All event loops listen on one port, also where it is any free one. */
        private SocketAddress address() {
            return settings.port() == 0
                    ? SocketAddress.sharedRandomPort(1, settings.host())
                    : SocketAddress.inetSocketAddress(settings.port(), settings.host());
        }
    }
}
