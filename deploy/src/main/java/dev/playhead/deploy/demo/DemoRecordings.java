// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The bundled recordings: what three SDKs sent from one visit to a small shop. */
public final class DemoRecordings {

    public static final List<String> SETS = List.of("guance", "datadog-v7", "rrweb");

    private static final ObjectMapper JSON = new ObjectMapper();

    private DemoRecordings() {}

    /**
     * What became of the requests.
     *
     * @param accepted answered with 2xx
     * @param refused answered with anything else, in the end
     */
    public record Outcome(int accepted, int refused) {

        private Outcome plus(boolean isAccepted) {
            return isAccepted ? new Outcome(accepted + 1, refused) : new Outcome(accepted, refused + 1);
        }
    }

    /** Sends all of them, in the order in which the SDKs did. To send them again changes nothing. */
    public static Outcome send(URI gateway) {
        return send(gateway, SETS);
    }

    /** Likewise, those of some sets of the class path. */
    public static Outcome send(URI gateway, List<String> sets) {
        Outcome outcome = new Outcome(0, 0);
        try (RecordingSender sender = new RecordingSender(gateway)) {
            for (String set : sets) {
                for (RecordedRequest request : uploads(set)) {
                    outcome = outcome.plus(sender.send(request));
                }
            }
        }
        return outcome;
    }

    static List<RecordedRequest> uploads(String set) {
        String resource = "/demo/%s/requests.jsonl".formatted(set);
        InputStream in = DemoRecordings.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException(resource + " is not on the class path");
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(DemoRecordings::read)
                    .filter(RecordedRequest::isAcceptedUpload)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static RecordedRequest read(String line) {
        try {
            return RecordedRequest.read(JSON.readTree(line));
        } catch (IOException e) {
            throw new UncheckedIOException("not a recorded request", e);
        }
    }
}
