// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import dev.playhead.deploy.doctor.ClusterChecks;
import dev.playhead.deploy.doctor.EndToEnd;
import dev.playhead.deploy.doctor.Finding;
import dev.playhead.deploy.doctor.Finding.Level;
import dev.playhead.deploy.doctor.Progress;
import dev.playhead.deploy.doctor.Service;
import dev.playhead.deploy.doctor.SetAsideLately;
import dev.playhead.deploy.reprocess.GenerationAdmin;
import dev.playhead.generations.Generations;
import dev.playhead.records.AllDeadLetters;
import dev.playhead.records.RecordReader;
import dev.playhead.schemas.SessionKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks a running installation, a line a check. */
@Command(
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = {
            "Checks a running installation, a line a check: ok, warn or fail.",
            "Sends two recordings through it and erases them again; looks at roles, topics, lag, limits and disks.",
            "Ends with 0 if nothing failed, with 1 if something did."
        })
final class DoctorCommand implements Callable<Integer> {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Of an installation that runs on this machine, which says there where it is (PLAYHEAD_DATA, ./data).")
    private @Nullable String data;

    @Option(names = "--gateway", paramLabel = "URL", description = "Of the gateway (http://127.0.0.1:8400).")
    private @Nullable URI gateway;

    @Option(names = "--query", paramLabel = "URL", description = "Of the query service (http://127.0.0.1:8401).")
    private @Nullable URI query;

    @Option(names = "--kafka", paramLabel = "HOST:PORT,…", description = "The cluster (PLAYHEAD_KAFKA).")
    private @Nullable String kafka;

    @Option(
            names = "--app",
            paramLabel = "APP",
            defaultValue = "playhead-doctor",
            description = "Application that the recordings are sent of; the gateway has to take it (playhead-doctor).")
    @SuppressWarnings("FieldMayBeFinal") // filled by picocli
    private String app = "";

    @Option(names = "--token", paramLabel = "TOKEN", description = "That the application's rrweb uploads have to show.")
    private @Nullable String token;

    @Option(names = "--wait", paramLabel = "DURATION", description = "For each thing to show (PT30S).")
    @SuppressWarnings("FieldMayBeFinal") // filled by picocli
    private Duration wait = Duration.ofSeconds(30);

    private boolean failed;

    DoctorCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        if (!SessionKey.isId(app)) {
            throw new ParameterException(spec.commandLine(), "--app is not an id of an application: " + app);
        }
        Map<String, String> settings = new HashMap<>(environment);
        Optional.ofNullable(data).ifPresent(given -> settings.put("PLAYHEAD_DATA", given));
        Optional.ofNullable(kafka).ifPresent(given -> settings.put(InstallationConfig.KAFKA, given));
        InstallationConfig config = CannotStartException.ifSettingsAreBad(() -> InstallationConfig.from(settings));
        Map<String, String> running = config.kafka().isPresent() ? Map.of() : ReadyFile.addresses(config.data());
        Optional.ofNullable(running.get("kafka")).ifPresent(found -> settings.put(InstallationConfig.KAFKA, found));
        ClusterTopics cluster = ClusterTopics.of(settings);
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build()) {
            check(
                    service(Role.GATEWAY, gateway, running, config.gatewayPort(), config, http),
                    service(Role.QUERY, query, running, config.queryPort(), config, http),
                    cluster);
        }
        return failed ? 1 : 0;
    }

    private Service service(
            Role role,
            @Nullable URI given,
            Map<String, String> running,
            int port,
            InstallationConfig config,
            HttpClient http) {
        String fallback = running.getOrDefault(role.label(), config.url(RunningRole.HTTP, port));
        URI base = given == null ? URI.create(fallback) : given;
        if (base.getHost() == null || !base.getScheme().startsWith("http")) {
            throw new ParameterException(
                    spec.commandLine(), "--%s is not a URL such as %s: %s".formatted(role.label(), fallback, base));
        }
        return new Service(role.label(), http, URI.create(base.toString().replaceFirst("/+$", "")), REQUEST_TIMEOUT);
    }

    private void check(Service gateway, Service query, ClusterTopics cluster) {
        tell(gateway.ready());
        tell(query.ready());
        InstantSource clock = InstantSource.system();
        EndToEnd endToEnd = new EndToEnd(gateway, query, app, Optional.ofNullable(token), wait, clock);
        Optional<Generations> generations = topics(cluster);
        if (generations.isEmpty()) {
            endToEnd.checks().forEach(check -> tell(check.get()));
            return;
        }
        int serving = generations.get().serving();
        try (ClusterChecks checks =
                        new ClusterChecks(cluster.kafka(), cluster.of(generations.get()), cluster.timeout(), clock);
                GenerationAdmin admin = new GenerationAdmin(cluster.kafka(), cluster.topics(), cluster.timeout())) {
            Progress processor = new Progress(Role.PROCESSOR.label(), () -> admin.processor(serving));
            Progress views = new Progress(Role.QUERY.label(), () -> admin.views(serving));
            tell(processor.running());
            tell("replication", checks::replication);
            tell("limits", () -> checks.limits(gateway.bodyLimit()));
            endToEnd.checks().forEach(check -> tell(check.get()));
            tell("lag", () -> processor.lag(wait));
            tell("lag", () -> views.lag(wait));
            tell("dead letters", () -> deadLetters(cluster, serving, clock));
            tell("disk", checks::disk);
        } catch (KafkaException e) {
            tell(Finding.fail("cluster", "it does not say how far the roles are: %s".formatted(e.getMessage())));
        }
    }

    /** What is decided about generations; empty where the cluster cannot be used as it is. */
    private Optional<Generations> topics(ClusterTopics cluster) {
        try {
            cluster.verify();
            Generations generations = cluster.generations();
            tell(Finding.ok("topics", "at %s as they should be".formatted(cluster.bootstrapServers())));
            return Optional.of(generations);
        } catch (CannotStartException e) {
            tell(Finding.fail("topics", "%s; where it is, say with --kafka".formatted(e.getMessage())));
            return Optional.empty();
        }
    }

    private static Finding deadLetters(ClusterTopics cluster, int serving, InstantSource clock) {
        SetAsideLately lately = new SetAsideLately(clock.millis());
        try (RecordReader reader = new RecordReader(cluster.kafka(), cluster.timeout())) {
            new AllDeadLetters(reader, cluster.topics(), serving).read(Optional.empty(), lately);
        }
        return lately.finding();
    }

    private void tell(String check, Supplier<Finding> finding) {
        try {
            tell(finding.get());
        } catch (KafkaException e) {
            tell(Finding.fail(check, "the cluster does not say: %s".formatted(e.getMessage())));
        }
    }

    private void tell(Finding finding) {
        failed |= finding.level() == Level.FAIL;
        spec.commandLine().getOut().println(finding.line());
        spec.commandLine().getOut().flush();
    }
}
