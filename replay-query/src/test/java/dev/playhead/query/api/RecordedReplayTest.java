// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playhead.formats.RecordingFormat;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.query.Samples;
import dev.playhead.query.api.ReplayPlan.Range;
import dev.playhead.query.store.SegmentBodies;
import dev.playhead.query.store.StoredSegment;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.BodyEncoding;
import dev.playhead.schemas.v1.MissingSegments;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SourceFormat;
import dev.playhead.testkit.Recordings;
import dev.playhead.testkit.Uploads;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bundled recordings of real SDKs, replayed whole. */
class RecordedReplayTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SessionKey KEY = new SessionKey("shop", "s1");

    private final Map<String, byte[]> bodies = new LinkedHashMap<>();
    private final Map<String, SegmentRef> refs = new LinkedHashMap<>();
    private final Counter dropped = new SimpleMeterRegistry().counter("dropped");

    @ParameterizedTest
    @CsvSource({"guance, GUANCE", "datadog-v5, DATADOG", "datadog-v7, DATADOG"})
    void everyViewBeginsWithItsPageAndNoneIsMixedWithAnother(String set, SourceFormat format) throws IOException {
        receive(set, format);
        List<Lane> lanes = lanes(refs.values(), List.of());

        List<JsonNode> events = replay(lanes);

        List<String> viewsInTurn = new ArrayList<>();
        for (JsonNode event : events) {
            String view = event.path("view").asText();
            if (viewsInTurn.isEmpty() || !viewsInTurn.getLast().equals(view)) {
                assertThat(event.path("type").asInt())
                        .as("first event of a view")
                        .isEqualTo(4);
                viewsInTurn.add(view);
            }
        }
        assertThat(viewsInTurn)
                .hasSizeGreaterThan(1)
                .containsExactlyElementsOf(lanes.stream().map(Lane::view).toList());
        assertThat(events.stream().filter(event -> event.path("type").asInt() == 2))
                .hasSize(viewsInTurn.size());
        assertThat(events).noneMatch(event -> event.at("/data/tag").asText().equals("playhead.gap"));
        assertThat(dropped.count()).isZero();
    }

    @Test
    void aLostSegmentOfAStatefulLaneHidesWhatComesAfterIt() throws IOException {
        receive("datadog-v7", SourceFormat.DATADOG);
        List<JsonNode> whole = replay(lanes(refs.values(), List.of()));
        for (SegmentRef lost : refs.values()) {
            List<SegmentRef> rest =
                    refs.values().stream().filter(ref -> !ref.equals(lost)).toList();
            MissingSegments hole = Samples.hole(lost.getView(), lost.getIndex(), lost.getIndex(), null, null);

            List<JsonNode> events = replay(lanes(rest, List.of(hole)));

            List<JsonNode> shown = events.stream()
                    .filter(event -> event.path("view").asText().equals(lost.getView()))
                    .toList();
            JsonNode gap = shown.getLast();
            assertThat(gap.at("/data/tag").asText()).isEqualTo("playhead.gap");
            // what is left of a view says that it is stateful, unless only the pointer moved in it
            boolean knownToBeStateful =
                    rest.stream().anyMatch(ref -> ref.getView().equals(lost.getView()) && ref.getStateful());
            assertThat(gap.at("/data/payload/playable").asBoolean()).isEqualTo(!knownToBeStateful);
            assertThat(shown.subList(0, shown.size() - 1))
                    .isEqualTo(whole.stream()
                            .filter(event -> event.path("view").asText().equals(lost.getView()))
                            .limit(shown.size() - 1)
                            .toList());
        }
    }

    private void receive(String set, SourceFormat format) throws IOException {
        for (Recordings.Request request : Recordings.of(set)) {
            if (request.accepted() && request.path().contains("replay")) {
                add(format, Objects.requireNonNull(Uploads.parts(request).get("segment")));
            }
        }
    }

    private static List<Lane> lanes(Collection<SegmentRef> refs, List<MissingSegments> missing) {
        List<StoredSegment> segments =
                refs.stream().map(ref -> new StoredSegment(List.of(ref))).toList();
        return Lane.of(
                Samples.summary(KEY, Samples.ANCHOR_MS)
                        .setViews(List.of())
                        .setMissing(missing)
                        .build(),
                segments);
    }

    private List<JsonNode> replay(List<Lane> lanes) throws IOException {
        EventStream stream = new EventStream(
                ReplayPlan.of(lanes, Range.WHOLE),
                Range.WHOLE,
                new Kept(),
                new ReplaySettings(3, 16, BodyLimits.DEFAULT),
                List.of(),
                () -> false,
                dropped);
        List<JsonNode> events = new ArrayList<>();
        for (Optional<byte[]> piece = stream.next(); piece.isPresent(); piece = stream.next()) {
            for (String line : new String(piece.get(), StandardCharsets.UTF_8).split("\n", 0)) {
                events.add(JSON.readTree(line));
            }
        }
        return events;
    }

    private void add(SourceFormat format, byte[] bytes) throws IOException {
        Body body = new Body(bytes, Body.Encoding.ZLIB, BodyLimits.DEFAULT);
        JsonNode metadata;
        try (InputStream in = body.open()) {
            metadata = JSON.readTree(in);
        }
        if (!(RecordingFormat.named(format.name()).orElseThrow().segment(body)
                instanceof Decoded.Facts<SegmentFacts>(SegmentFacts facts))) {
            throw new IllegalStateException("a recorded segment cannot be read");
        }
        SegmentRef ref = Samples.ref(
                        KEY,
                        metadata.path("view").path("id").asText(),
                        metadata.path("index_in_view").asInt(),
                        facts.startMs(),
                        facts.endMs())
                .setFormat(format)
                .setEncoding(BodyEncoding.ZLIB)
                .setBytes(bytes.length)
                .setFullSnapshotsMs(facts.fullSnapshotsMs())
                .setStateful(facts.stateful())
                .build();
        bodies.put(ref.getId(), bytes);
        refs.put(ref.getId(), ref);
    }

    private final class Kept implements SegmentBodies {

        @Override
        public Map<StoredSegment, Fetched> fetch(Collection<StoredSegment> segments) {
            Map<StoredSegment, Fetched> fetched = new LinkedHashMap<>();
            segments.forEach(segment -> fetched.put(
                    segment,
                    new Fetched.Present(
                            Objects.requireNonNull(bodies.get(segment.ref().getId())))));
            return fetched;
        }

        @Override
        public Collection<StoredSegment> gone(Collection<StoredSegment> segments) {
            return List.of();
        }
    }
}
