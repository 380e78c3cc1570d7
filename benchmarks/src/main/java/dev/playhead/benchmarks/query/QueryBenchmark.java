// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playhead.benchmarks.Broker;
import dev.playhead.benchmarks.CannotMeasureException;
import dev.playhead.benchmarks.WorkDirectory;
import dev.playhead.benchmarks.query.QueryResults.Conversion;
import dev.playhead.benchmarks.query.QueryResults.Served;
import dev.playhead.benchmarks.query.QueryResults.Stored;
import dev.playhead.benchmarks.recorded.Corpus;
import dev.playhead.benchmarks.recorded.JmhRun;
import dev.playhead.benchmarks.recorded.RecordedBody;
import dev.playhead.benchmarks.recorded.RecordedBody.Size;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./playhead bench query}: conversion, and what the service answers over HTTP, some rounds of each. */
@Command(
        name = "query",
        description = "The query service beside inflating, parsing and writing, a bare RocksDB and a bare consumer.",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
public final class QueryBenchmark implements Callable<Integer> {

    static final int VISITS_OF_ROUND = 10;

    private static final int SESSIONS = 1_000;
    private static final int CALLS = 1_000;
    private static final int PAGE = 50;
    private static final Duration GET_THROUGH = Duration.ofMinutes(10);
    private static final int MOST_SESSIONS = 100_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--rounds",
            description = "How often each is measured (default: ${DEFAULT-VALUE})",
            defaultValue = "2")
    private int rounds;

    @Option(names = "--parts", split = ",", description = "Only these of ${COMPLETION-CANDIDATES} (default: all)")
    private Set<Part> parts = EnumSet.allOf(Part.class);

    @Option(
            names = "--sessions",
            description = "How many sessions there are to list (default: ${DEFAULT-VALUE})",
            defaultValue = "1000000")
    private int sessions;

    /** What is measured by itself. */
    enum Part {
        CONVERT,
        SERVE
    }

    @Override
    public Integer call() {
        if (rounds < 1 || sessions < PAGE || sessions > MOST_SESSIONS) {
            throw new CannotMeasureException(
                    "rounds are at least 1, sessions from %d to %d".formatted(PAGE, MOST_SESSIONS));
        }
        Path directory = WorkDirectory.create();
        QueryResults results = new QueryResults();
        try (Broker broker = Broker.start(directory, Map.of())) {
            Corpus corpus = Corpus.record(broker, directory);
            if (parts.contains(Part.CONVERT)) {
                corpus.write(directory);
                convert(corpus, new JmhRun(directory), results);
            }
            if (parts.contains(Part.SERVE)) {
                serve(broker, corpus, directory, results);
            }
        }
        WorkDirectory.delete(directory);
        PrintWriter out = spec.commandLine().getOut();
        out.print(results);
        out.flush();
        return 0;
    }

    private void convert(Corpus corpus, JmhRun jmh, QueryResults results) {
        for (String recording :
                Stream.concat(Corpus.SETS.stream(), Stream.of(Corpus.ALL)).toList()) {
            Size size = Size.of(RecordedBody.of(corpus, recording));
            for (int round = 1; round <= rounds; round++) {
                Map<String, Double> took = jmh.run(ConvertKernel.class, "recording", List.of(recording))
                        .getOrDefault(recording, Map.of());
                Conversion conversion = new Conversion(
                        size.inflatedBytes(),
                        took.getOrDefault("convert", Double.NaN),
                        took.getOrDefault("inflateParseAndWrite", Double.NaN));
                results.add(recording, conversion);
                note("converting %s: %.2f of inflating, parsing and writing"
                        .formatted(recording, conversion.ofBaseline()));
            }
        }
    }

    private void serve(Broker broker, Corpus corpus, Path directory, QueryResults results) {
        Path data = directory.resolve("data");
        Contents contents = new Contents(broker);
        note("writing %d visits".formatted(VISITS_OF_ROUND * rounds));
        List<List<RecordMetadata>> places = contents.visits(corpus, directory, VISITS_OF_ROUND * rounds);
        try (QueryProcess query = QueryProcess.start(broker, directory, data)) {
            note("writing %d sessions with markers and segments, and %d to list".formatted(SESSIONS, sessions));
            contents.sessions(SESSIONS);
            contents.listed(sessions);
            await(() -> total(query) == sessions);
            await(() -> markers(query, Contents.session(SESSIONS - 1)) >= Contents.MARKERS_OF_SESSION);
            try (RawLog log = new RawLog(broker);
                    RawStore markers = RawStore.fill(
                            WorkDirectory.createWithin(directory, "raw-markers"),
                            SESSIONS,
                            Contents.MARKERS_OF_SESSION,
                            contents.markerBytes());
                    RawStore rows = RawStore.fill(
                            WorkDirectory.createWithin(directory, "raw-rows"),
                            sessions / PAGE,
                            PAGE,
                            contents.summaryBytes())) {
                for (int round = 0; round < rounds; round++) {
                    note("round %d of %d".formatted(round + 1, rounds));
                    results.add(round(query, places, log, markers, rows, round));
                }
            }
        }
        long refs = (long) (SESSIONS + places.size()) * Contents.SEGMENTS_OF_VISIT;
        long entries = (long) SESSIONS * Contents.MARKERS_OF_SESSION;
        Path stores = data.resolve("query");
        long segmentBytes = bytes(stores, "session-segments");
        long markerBytes = bytes(stores, "session-timeline") + bytes(stores, "events-by-time");
        long all = bytes(stores, "");
        WorkDirectory.delete(stores);
        long begun = System.nanoTime();
        try (QueryProcess again = QueryProcess.start(broker, directory, data)) {
            await(() -> total(again) == sessions);
            results.add(new Stored(segmentBytes, refs, markerBytes, entries, all, System.nanoTime() - begun));
        }
    }

    private Served round(
            QueryProcess query,
            List<List<RecordMetadata>> places,
            RawLog log,
            RawStore markers,
            RawStore rows,
            int round) {
        Random random = new Random(round);
        int[] numbers = random.ints(CALLS, 0, SESSIONS).toArray();
        Latencies timelines =
                Latencies.of(CALLS, call -> query.get(path(Contents.session(numbers[call])) + "/timeline"));
        Latencies markerScans = Latencies.of(CALLS, call -> markers.scan(numbers[call]));

        int[] groups = random.ints(CALLS, 0, sessions / PAGE).toArray();
        Pages pages = new Pages(query);
        Latencies lists = Latencies.of(CALLS, _ -> pages.turn());
        Latencies rowScans = Latencies.of(CALLS, call -> rows.scan(groups[call]));

        long bodies = 0;
        long bare = 0;
        for (int visit = round * VISITS_OF_ROUND; visit < (round + 1) * VISITS_OF_ROUND; visit++) {
            List<Integer> order = new ArrayList<>(
                    IntStream.range(0, Contents.SEGMENTS_OF_VISIT).boxed().toList());
            Collections.shuffle(order, random); // or whoever fetched one would have the next as well
            List<RecordMetadata> segments = places.get(visit);
            String path = path(Contents.visit(visit)) + "/segments/view:";
            long begun = System.nanoTime();
            order.forEach(index -> log.fetch(segments.get(index)));
            long between = System.nanoTime();
            order.forEach(index -> query.get(path + index + "/raw"));
            bare += between - begun;
            bodies += System.nanoTime() - between;
        }
        return new Served(timelines, markerScans, lists, rowScans, bodies, bare);
    }

    /** A list from its beginning on, page by page, and again. */
    private static final class Pages {

        private static final int DEEPEST = 100;
        private static final String FIRST = "/api/v1/apps/%s/sessions?limit=%d".formatted(Contents.LISTED, PAGE);

        private final QueryProcess query;
        private String next = FIRST;
        private int turned;

        Pages(QueryProcess query) {
            this.query = query;
        }

        void turn() {
            JsonNode page = json(query.get(next));
            if (page.path("items").size() != PAGE) {
                throw new CannotMeasureException("a page has not all its items");
            }
            String cursor = page.path("next").textValue();
            boolean goesOn = cursor != null && ++turned % DEEPEST != 0;
            next = goesOn
                    ? FIRST + "&cursor=" + URLEncoder.encode(String.valueOf(cursor), StandardCharsets.UTF_8)
                    : FIRST;
        }
    }

    private static String path(String session) {
        return "/api/v1/apps/%s/sessions/%s".formatted(Contents.APP, session);
    }

    private static long total(QueryProcess query) {
        for (JsonNode app : json(query.get("/api/v1/apps")).path("items")) {
            if (app.path("app").asText().equals(Contents.LISTED)) {
                return app.path("sessions").asLong();
            }
        }
        return 0;
    }

    private static int markers(QueryProcess query, String session) {
        return json(query.get(path(session) + "/timeline")).path("markers").size();
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier there) {
        long until = System.nanoTime() + GET_THROUGH.toNanos();
        while (!there.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new CannotMeasureException("the query service has not got through what it was sent");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(500);
            } catch (InterruptedException e) {
                throw CannotMeasureException.interrupted(e);
            }
        }
    }

    /** Of the files below the directories of that name, or of all. */
    private static long bytes(Path stores, String store) {
        try (Stream<Path> files = Files.walk(stores)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> store.isEmpty() || file.toString().contains("/" + store + "/"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void note(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("playhead: " + line);
        err.flush();
    }
}
