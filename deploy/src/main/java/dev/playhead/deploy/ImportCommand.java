// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import dev.playhead.deploy.upload.NoRecordingException;
import dev.playhead.deploy.upload.RecordingImport;
import dev.playhead.deploy.upload.RecordingImport.Imported;
import dev.playhead.schemas.SessionKey;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a recording out of a file through a gateway that runs. */
@Command(
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = {
            "Imports a recording: an exported session, a JSON array of rrweb events, or an object with one as 'events'.",
            "To import a file twice changes nothing."
        })
final class ImportCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "The recording.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(
            names = "--app",
            paramLabel = "APP",
            description = "Application to import into (the export's, else import).")
    private @Nullable String app;

    @Option(
            names = "--session",
            paramLabel = "ID",
            description = "Id of the session that it becomes (import- and a hash of the file).")
    private @Nullable String session;

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            description = "The gateway (the local one: PLAYHEAD_HOST, PLAYHEAD_GATEWAY_PORT).")
    private @Nullable String gateway;

    ImportCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        Imported imported;
        try {
            imported = new RecordingImport(gatewayAddress())
                    .send(file, Optional.ofNullable(app), Optional.ofNullable(session));
        } catch (NoRecordingException e) {
            throw new CannotStartException(String.valueOf(e.getMessage()), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        SessionKey key = imported.session();
        out.println("imported %d events as session %s of %s; the query service plays it at /apps/%s/sessions/%s/replay"
                .formatted(imported.events(), key.session(), key.app(), key.app(), key.session()));
        out.flush();
        return 0;
    }

    private URI gatewayAddress() {
        if (gateway == null) {
            InstallationConfig local =
                    CannotStartException.ifSettingsAreBad(() -> InstallationConfig.from(environment));
            return URI.create(local.url("http", local.gatewayPort()));
        }
        try {
            URI address = URI.create(gateway);
            if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // told below, as any other text that is no address
        }
        throw new CannotStartException("--gateway is not an address like http://127.0.0.1:8400: " + gateway);
    }
}
