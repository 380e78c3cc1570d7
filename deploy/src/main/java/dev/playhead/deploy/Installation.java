// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import dev.playhead.deploy.kafka.EmbeddedKafka;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The roles that this process runs, and the embedded broker where there is no other.
 *
 * <p>Stopped in the order gateway, processor, query, broker: nothing is accepted any more that could not be stored, and
 * nothing is cut off from what it still has to write to.
 */
public final class Installation implements AutoCloseable {

    private static final Set<Role> ALL = Set.of(Role.values());

    /** Each is stopped before those that were started earlier. */
    private static final List<Role> START_ORDER = List.of(Role.QUERY, Role.PROCESSOR, Role.GATEWAY);

    private final InstallationConfig config;
    private final String kafka;
    private final Map<Role, RunningRole> roles = new EnumMap<>(Role.class);
    private final Drain drain;

    private Installation(InstallationConfig config, String kafka, Drain drain) {
        this.config = config;
        this.kafka = kafka;
        this.drain = drain;
    }

    /** Every role, as {@code up} does. Returns when both services answer ready over HTTP. */
    public static Installation start(Map<String, String> environment) {
        InstallationConfig config = InstallationConfig.from(environment);
        Drain drain = new Drain(config.drainTimeout());
        try {
            return start(environment, ALL, drain);
        } catch (RuntimeException | Error e) {
            drain.close();
            throw e;
        }
    }

    /**
     * Some roles. All of them together create the topics and bring their own broker where none is named; a part of them
     * only verifies the topics of the cluster it is given.
     *
     * @param drain gets each part as it starts; whoever gave it stops what a failed start leaves behind
     * @throws CannotStartException naming what the operator has to change
     */
    static Installation start(Map<String, String> environment, Set<Role> wanted, Drain drain) {
        InstallationConfig config = CannotStartException.ifSettingsAreBad(() -> {
            wanted.forEach(role -> role.check(environment));
            ClusterTopics.of(environment);
            return InstallationConfig.from(environment);
        });
        checkPorts(config, wanted);
        boolean all = wanted.equals(ALL);
        boolean ownBroker = all && config.kafka().isEmpty();
        Map<String, String> settings = new HashMap<>(environment);
        if (ownBroker) {
            settings.put(InstallationConfig.KAFKA, startKafka(config, drain));
        }
        for (Role role : wanted) {
            if (role.keepsStores()) {
                DataDirectory stores = DataDirectory.open(config.data().resolve(role.label()));
                drain.stopFirst(role.label() + " directory", stores);
            }
        }
        if (all) {
            settings.computeIfAbsent(
                    SecretFile.SETTING, unset -> SecretFile.in(config.data()).toString());
        }
        ClusterTopics topics = ClusterTopics.of(settings);
        if (all) {
            topics.create();
        } else {
            topics.verify();
        }
        Installation installation = new Installation(config, topics.bootstrapServers(), drain);
        installation.run(wanted, settings, topics);
        if (ownBroker) {
            drain.stopFirst("ready file", ReadyFile.write(config.data(), installation.readyLine()));
        }
        return installation;
    }

    /** {@code ready gateway=URL query=URL kafka=HOST:PORT}: the services that run here, and their cluster. */
    public String readyLine() {
        List<String> words = new ArrayList<>(List.of("ready"));
        for (RunningRole role : roles.values()) {
            if (role.hasPort()) {
                words.add(role.role().label() + "=" + url(role));
            }
        }
        words.add("kafka=" + kafka);
        return String.join(" ", words);
    }

    /** Base URL of the gateway; only where it runs here. */
    public String gateway() {
        return url(running(Role.GATEWAY));
    }

    /** Base URL of the query service; only where it runs here. */
    public String query() {
        return url(running(Role.QUERY));
    }

    /** {@code host:port,…} of the cluster. */
    public String kafka() {
        return kafka;
    }

    @Override
    public void close() {
        drain.close();
    }

    private void run(Set<Role> wanted, Map<String, String> settings, ClusterTopics topics) {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        for (Role role : START_ORDER) {
            if (wanted.contains(role)) {
                RunningRole running = role.start(settings, topics.topics(), metrics);
                drain.stopFirst(role.label(), running.running());
                roles.put(role, running);
            }
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            Readiness.await(
                    roles.values().stream().map(role -> readiness(http, role)).toList(), config.startTimeout());
        }
    }

    private Readiness readiness(HttpClient http, RunningRole role) {
        String name = role.role().label();
        return role.answersPlainHttp() ? Readiness.overHttp(name, http, url(role)) : new Readiness(name, role.ready());
    }

    private RunningRole running(Role role) {
        RunningRole running = roles.get(role);
        if (running == null) {
            throw new IllegalStateException(role.label() + " does not run here");
        }
        return running;
    }

    private String url(RunningRole role) {
        return config.url(role.scheme(), role.port().getAsInt());
    }

    private static String startKafka(InstallationConfig config, Drain drain) {
        DataDirectory data = DataDirectory.open(config.data());
        drain.stopFirst("data directory", data);
        try {
            EmbeddedKafka broker = EmbeddedKafka.start(data.kafka());
            drain.stopFirst("kafka", broker);
            return broker.bootstrapServers();
        } catch (IOException e) {
            throw new CannotStartException("cannot write to the data directory %s (%s)".formatted(config.data(), e), e);
        }
    }

    private static void checkPorts(InstallationConfig config, Set<Role> wanted) {
        if (wanted.contains(Role.GATEWAY)) {
            Ports.checkFree(config.host(), config.gatewayPort(), Role.GATEWAY.label());
        }
        if (wanted.contains(Role.QUERY)) {
            Ports.checkFree(config.host(), config.queryPort(), Role.QUERY.label());
        }
        if (wanted.size() > 1 && config.gatewayPort() == config.queryPort() && config.queryPort() != 0) {
            throw new CannotStartException(
                    "gateway and query cannot both listen on port %d: choose another with --gateway-port or --query-port"
                            .formatted(config.queryPort()));
        }
    }
}
