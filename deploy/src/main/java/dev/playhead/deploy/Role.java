// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import dev.playhead.gateway.Gateway;
import dev.playhead.gateway.GatewayConfig;
import dev.playhead.processor.ProcessorConfig;
import dev.playhead.processor.StreamProcessor;
import dev.playhead.query.QueryConfig;
import dev.playhead.query.ReplayQuery;
import dev.playhead.schemas.Topics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.util.Locale;
import java.util.Map;

/** What a process can do. {@code up} does all of it; on a real cluster each is a process of its own. */
enum Role {
    GATEWAY,
    PROCESSOR,
    QUERY;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it has a directory of its own below the data directory, named like its label. */
    boolean keepsStores() {
        return switch (this) {
            case GATEWAY -> false;
            case PROCESSOR, QUERY -> true;
        };
    }

    /** @throws IllegalStateException naming every setting of this role that is wrong */
    void check(Map<String, String> environment) {
        switch (this) {
            case GATEWAY -> GatewayConfig.from(environment);
            case PROCESSOR -> ProcessorConfig.from(environment);
            case QUERY -> QueryConfig.from(environment);
        }
    }

    /** @throws CannotStartException if it cannot start as it is set */
    RunningRole start(Map<String, String> environment, Topics topics, PrometheusMeterRegistry metrics) {
        try {
            return switch (this) {
                case GATEWAY -> {
                    Gateway gateway = Gateway.start(GatewayConfig.from(environment), topics, metrics);
                    yield new RunningRole(
                            this,
                            gateway.tls() ? RunningRole.HTTPS : RunningRole.HTTP,
                            gateway::port,
                            gateway::ready,
                            gateway);
                }
                case PROCESSOR -> {
                    StreamProcessor processor =
                            StreamProcessor.start(ProcessorConfig.from(environment), topics, metrics);
                    yield new RunningRole(
                            this, RunningRole.HTTP, () -> RunningRole.NO_PORT, processor::ready, processor);
                }
                case QUERY -> {
                    ReplayQuery query = ReplayQuery.start(QueryConfig.from(environment), topics, metrics);
                    yield new RunningRole(this, RunningRole.HTTP, query::port, query::ready, query);
                }
            };
        } catch (IOException e) {
            throw new CannotStartException("the %s cannot start: %s".formatted(label(), e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted while starting", e);
        } catch (RuntimeException e) {
            throw explained(e);
        }
    }

    /** A port that somebody else took is the operator's to solve; anything else is ours. */
    private RuntimeException explained(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return new CannotStartException(
                        "the %s cannot listen on its port (%s)".formatted(label(), cause.getMessage()), failure);
            }
        }
        return failure;
    }
}
