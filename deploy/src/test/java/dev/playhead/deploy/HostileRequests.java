// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** What a gateway that anybody can reach has to expect, and how it may answer. */
final class HostileRequests {

    // Not all of it is small: what is large may be put off while many large ones wait.
    private static final Set<Integer> NEVER = Set.of(400, 503);
    private static final Set<Integer> TOO_LARGE = Set.of(413, 503);

    /** It is no harm in itself, or waits for memory and is put off. */
    private static final Set<Integer> TAKEN_OR_LATER = Set.of(200, 202, 503);

    private static final int MIB = 1 << 20;
    private static final int BOMB_MIB = 200;
    private static final int NEARLY_BOMBS = 4;
    private static final int NEARLY_BOMB_EVENTS = 115_000;
    private static final int LARGE_BYTES = 32 * MIB;
    private static final int FIELD_BYTES = 64 << 10;
    private static final int DEPTH = 200_000;
    private static final String GUANCE_REPLAY = "/v1/write/rum/replay";
    private static final String DATADOG_REPLAY = "/api/v2/replay";
    private static final String BOUNDARY = "----hostile";
    private static final String FORM = "multipart/form-data; boundary=" + BOUNDARY;
    private static final String TEXT = "text/plain";
    private static final String ID = "hostile";
    private static final List<String> BAD_IDS = List.of("a:b", "a/b", "..", "x".repeat(5 << 10));

    private HostileRequests() {}

    /** @param answers the statuses that it may get */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record HostileRequest(String name, byte[] head, byte[] body, Set<Integer> answers) {

        private static HostileRequest of(
                String name, String path, String contentType, byte[] body, Set<Integer> answers) {
            return new HostileRequest(name, RawConnection.head(path, contentType, body.length), body, answers);
        }

        private static HostileRequest guance(String name, Map<String, byte[]> changes, Set<Integer> answers) {
            return of("guance form, " + name, GUANCE_REPLAY, FORM, form(guanceParts(changes)), answers);
        }

        private static HostileRequest datadog(String name, byte[] segment, String event, Set<Integer> answers) {
            Map<String, byte[]> parts = new TreeMap<>(Map.of("segment", segment, "event", ascii(event)));
            return of("datadog form, " + name, DATADOG_REPLAY, FORM, form(parts), answers);
        }
    }

    /** Where JSON is sent to. Its bodies are right but for what is put into them. */
    private enum Endpoint {
        RRWEB(
                "/rrweb/v1/batch",
                "{'appId':'APP','sessionId':'SESSION','events':[{'type':5,'timestamp':1,'data':JUNK}]}"),
        DATADOG_RUM(
                "/api/v2/rum",
                "{'type':'view','application':{'id':'APP'},'session':{'id':'SESSION'},'view':{'id':'v'},'context':JUNK}"),
        GUANCE_RUM(
                "/v1/write/rum",
                "[{'measurement':'view','tags':{'app_id':'APP','session_id':'SESSION'},'fields':{'x':JUNK},'time':1}]"),
        POSTHOG_RECORDING(
                "/s/",
                "[{'event':'$snapshot','properties':{'token':'APP','$session_id':'SESSION','$snapshot_data':[JUNK]}}]"),
        POSTHOG_EVENTS("/e/", "[{'event':'$pageview','properties':{'token':'APP','$session_id':'SESSION','x':JUNK}}]"),
        SENTRY("/api/APP/envelope/", """
                {}
                {'type':'replay_event'}
                {'replay_id':'SESSION','x':JUNK}
                {'type':'replay_recording'}
                {'segment_id':0}
                []
                """);

        private final String path;
        private final String template;

        Endpoint(String path, String template) {
            this.path = path;
            this.template = template.replace('\'', '"');
        }

        HostileRequest post(String name, String app, byte[] body, Set<Integer> answers) {
            return HostileRequest.of(this + ", " + name, path.replace("APP", app), TEXT, body, answers);
        }

        byte[] body(String app, String session, String junk) {
            return ascii(
                    template.replace("APP", app).replace("SESSION", session).replace("JUNK", junk));
        }

        /** What is before and after the junk. */
        String[] around() {
            return new String(body(ID, ID, "JUNK"), StandardCharsets.US_ASCII).split("JUNK", 2);
        }
    }

    private enum Compression {
        GZIP,
        ZLIB;

        OutputStream over(OutputStream out) throws IOException {
            return switch (this) {
                case GZIP -> new GZIPOutputStream(out);
                case ZLIB -> new DeflaterOutputStream(out);
            };
        }

        /** JSON with 200 MiB of whitespace, which nothing compresses better than. */
        byte[] bomb(String before, String after) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream out = over(bytes)) {
                out.write(ascii(before));
                byte[] whitespace = new byte[MIB];
                Arrays.fill(whitespace, (byte) ' ');
                for (int i = 0; i < BOMB_MIB; i++) {
                    out.write(whitespace);
                }
                out.write(ascii("\"\"" + after));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }
    }

    /** A body that, sent slowly, never gets to its end. */
    static HostileRequest slow() {
        return Endpoint.RRWEB.post("slow body", ID, Endpoint.RRWEB.body(ID, ID, " ".repeat(10_000)), Set.of(503));
    }

    /** Bodies as large as one may be, most of them for nothing. */
    static List<HostileRequest> large(int count) {
        HostileRequest useless = largeForm("a:b", Set.of(400, 503));
        HostileRequest useful = largeForm(ID, Set.of(202, 503));
        List<HostileRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(i % 2 == 0 ? useful : useless);
        }
        return requests;
    }

    /** Everything else, each once. */
    static List<HostileRequest> small() {
        List<HostileRequest> requests = new ArrayList<>();
        addBombs(requests);
        addDeep(requests);
        addForms(requests);
        addIds(requests);
        return requests;
    }

    private static HostileRequest largeForm(String session, Set<Integer> answers) {
        int around = form(guanceParts(Map.of("session_id", ascii(session), "segment", new byte[0]))).length;
        return HostileRequest.guance(
                "32 MiB", Map.of("session_id", ascii(session), "segment", noise(LARGE_BYTES - around)), answers);
    }

    /** Small until they are inflated: by the gateway where it has to, else by whoever reads what it stored. */
    private static void addBombs(List<HostileRequest> requests) {
        for (Compression compression : Compression.values()) {
            for (Endpoint endpoint : Endpoint.values()) {
                String[] around = endpoint.around();
                byte[] over = compression.bomb(around[0], around[1]);
                requests.add(endpoint.post(compression + " bomb", ID, over, TOO_LARGE));
            }
        }
        byte[] segment = Compression.ZLIB.bomb("{\"records\":[", "]}");
        requests.add(HostileRequest.guance("bomb", Map.of("segment", segment), TAKEN_OR_LATER));
        requests.add(HostileRequest.datadog("bomb", segment, event(ID, ID, ID), TAKEN_OR_LATER));
        // not quite a bomb, and taken: as much as may be inflated at once, by a few that want it at the same time
        HostileRequest nearly = Endpoint.POSTHOG_RECORDING.post("nearly a bomb", ID, nearlyBomb(), TAKEN_OR_LATER);
        requests.addAll(Collections.nCopies(NEARLY_BOMBS, nearly));
        String packed = jsonText(Compression.GZIP.bomb("{\"node\":", "}"));
        requests.add(Endpoint.POSTHOG_RECORDING.post(
                "packed bomb",
                ID,
                Endpoint.POSTHOG_RECORDING.body(
                        ID, ID, "{\"type\":2,\"timestamp\":1,\"cv\":\"2024-10\",\"data\":" + packed + "}"),
                TAKEN_OR_LATER));
    }

    /** Compressed as much as it may be, and inflates to almost the limit. */
    private static byte[] nearlyBomb() {
        String[] around = Endpoint.POSTHOG_RECORDING.around();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = Compression.GZIP.over(bytes)) {
            out.write(ascii(around[0]));
            for (int i = 0; i < NEARLY_BOMB_EVENTS; i++) {
                out.write(ascii("{\"type\":3,\"timestamp\":%d,\"data\":\"%s\"},".formatted(i, "x".repeat(1 << 10))));
            }
            out.write(ascii("{}" + around[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void addDeep(List<HostileRequest> requests) {
        for (Endpoint endpoint : Endpoint.values()) {
            requests.add(endpoint.post("deep arrays", ID, endpoint.body(ID, ID, deep("[", "]", DEPTH)), NEVER));
            requests.add(endpoint.post("deep objects", ID, endpoint.body(ID, ID, deep("{\"a\":", "}", DEPTH)), NEVER));
            requests.add(endpoint.post("open arrays", ID, endpoint.body(ID, ID, "[".repeat(DEPTH)), NEVER));
        }
        String event = event(ID, ID, ID).replaceFirst("}$", ",\"x\":JUNK}");
        requests.add(HostileRequest.datadog(
                "deep event", new byte[1], event.replace("JUNK", deep("[", "]", FIELD_BYTES / 3)), NEVER));
        requests.add(HostileRequest.datadog(
                "very deep event", new byte[1], event.replace("JUNK", deep("[", "]", DEPTH)), TOO_LARGE));
        requests.add(HostileRequest.guance(
                "deep segment",
                Map.of("segment", ascii("{\"records\":" + deep("[", "]", DEPTH) + "}")),
                TAKEN_OR_LATER));
    }

    /** Cut forms, and forms that lie. */
    private static void addForms(List<HostileRequest> requests) {
        byte[] whole = form(guanceParts(Map.of()));
        for (int length : List.of(0, 1, 20, whole.length / 2, whole.length - 1, whole.length - BOUNDARY.length())) {
            requests.add(HostileRequest.of(
                    "form cut after " + length, GUANCE_REPLAY, FORM, Arrays.copyOf(whole, length), NEVER));
        }
        requests.add(HostileRequest.of("form of another boundary", GUANCE_REPLAY, FORM + "x", whole, NEVER));
        requests.add(HostileRequest.of("form without boundary", GUANCE_REPLAY, "multipart/form-data", whole, NEVER));
        requests.add(HostileRequest.of("no form", GUANCE_REPLAY, TEXT, whole, Set.of(415)));
        Map<String, byte[]> many = guanceParts(Map.of());
        for (int i = 0; i < 10_000; i++) {
            many.put("part" + i, new byte[1]);
        }
        requests.add(HostileRequest.of("form of many parts", GUANCE_REPLAY, FORM, form(many), NEVER));
        requests.add(HostileRequest.of(
                "form without end of headers",
                GUANCE_REPLAY,
                FORM,
                ascii("--" + BOUNDARY + "\r\nContent-Disposition: " + "x".repeat(MIB)),
                NEVER));
        requests.add(HostileRequest.guance("no segment", Map.of("segment", new byte[0]), NEVER));
        for (String index : List.of("-1", "99999999999999999999", "1e3", "")) {
            requests.add(HostileRequest.guance("index " + index, Map.of("index_in_view", ascii(index)), NEVER));
        }
        // what hangs on nothing is not believed, and costs nobody the recording
        requests.add(HostileRequest.guance(
                "lies about its records",
                Map.of("records_count", ascii("2147483647"), "raw_segment_size", ascii("9223372036854775807")),
                TAKEN_OR_LATER));
        requests.add(HostileRequest.guance("field of a MiB", Map.of("service", noise(MIB)), TOO_LARGE));
    }

    private static void addIds(List<HostileRequest> requests) {
        for (String bad : BAD_IDS) {
            String name = "id of %d characters %.3s".formatted(bad.length(), bad);
            for (Endpoint endpoint : Endpoint.values()) {
                requests.add(endpoint.post("session " + name, ID, endpoint.body(ID, bad, "1"), NEVER));
                // in a path, dots and slashes may mean another one
                requests.add(endpoint.post(
                        "application " + name,
                        bad,
                        endpoint.body(bad, ID, "1"),
                        endpoint == Endpoint.SENTRY ? Set.of(400, 404) : NEVER));
            }
            for (String field : List.of("app_id", "session_id", "view_id")) {
                requests.add(HostileRequest.guance(field + " " + name, Map.of(field, ascii(bad)), NEVER));
            }
            requests.add(HostileRequest.datadog("application " + name, new byte[1], event(bad, ID, ID), NEVER));
            requests.add(HostileRequest.datadog("session " + name, new byte[1], event(ID, bad, ID), NEVER));
            requests.add(HostileRequest.datadog("view " + name, new byte[1], event(ID, ID, bad), NEVER));
        }
    }

    private static Map<String, byte[]> guanceParts(Map<String, byte[]> changes) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("segment", new byte[100]);
        for (String id : List.of("app_id", "session_id", "view_id")) {
            parts.put(id, ascii(ID));
        }
        parts.put("index_in_view", ascii("0"));
        parts.putAll(changes);
        return parts;
    }

    private static String event(String app, String session, String view) {
        return "{\"application\":{\"id\":\"%s\"},\"session\":{\"id\":\"%s\"},\"view\":{\"id\":\"%s\"},\"index_in_view\":0}"
                .formatted(app, session, view);
    }

    private static byte[] form(Map<String, byte[]> parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        parts.forEach((name, content) -> {
            body.writeBytes(
                    ascii("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n".formatted(BOUNDARY, name)));
            body.writeBytes(content);
            body.writeBytes(ascii("\r\n"));
        });
        body.writeBytes(ascii("--" + BOUNDARY + "--\r\n"));
        return body.toByteArray();
    }

    private static String deep(String open, String close, int depth) {
        return open.repeat(depth) + "1" + close.repeat(depth);
    }

    /** As JavaScript puts compressed bytes into JSON: one character a byte. */
    private static String jsonText(byte[] bytes) {
        StringBuilder text = new StringBuilder("\"");
        for (byte next : bytes) {
            text.append("\\u00%02x".formatted(next));
        }
        return text.append('"').toString();
    }

    private static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        return noise;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
