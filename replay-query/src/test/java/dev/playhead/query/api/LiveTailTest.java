// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.playhead.query.Follower;
import dev.playhead.query.api.LiveTail.Batch;
import dev.playhead.query.api.Timeline.Marker;
import dev.playhead.query.api.Timeline.Missing;
import dev.playhead.query.api.Timeline.Pause;
import dev.playhead.testkit.Property;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LiveTailTest {

    private static final int ROOM = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a session has; a number says in which version. */
    private record Content(
            Map<Integer, Integer> segments,
            Map<Integer, Integer> markers,
            Map<Integer, Integer> pauses,
            Map<Integer, Integer> holes,
            int closed) {

        static final Content NOTHING = new Content(Map.of(), Map.of(), Map.of(), Map.of(), 0);

        Content changed(RandomGenerator random, boolean mayTakeBack) {
            return new Content(
                    changed(segments, random, mayTakeBack),
                    changed(markers, random, mayTakeBack),
                    changed(pauses, random, true),
                    changed(holes, random, true),
                    0);
        }

        private static Map<Integer, Integer> changed(
                Map<Integer, Integer> items, RandomGenerator random, boolean mayTakeBack) {
            Map<Integer, Integer> after = new TreeMap<>(items);
            for (int i = random.nextInt(4); i > 0; i--) {
                after.merge(random.nextInt(40), 1, Integer::sum);
            }
            if (mayTakeBack && random.nextInt(4) == 0) {
                after.remove(random.nextInt(40));
            }
            return after;
        }

        Content closed(int revision) {
            return new Content(segments, markers, pauses, holes, revision);
        }

        LiveState state() {
            List<SegmentItem> items = new ArrayList<>();
            segments.forEach((index, version) ->
                    items.add(new SegmentItem("v:" + index, "v", index, 0L, 1L, version, 1L, false, "stored")));
            List<Marker> marked = new ArrayList<>();
            markers.forEach((id, version) -> marked.add(
                    new Marker("m" + id, "click", id, null, "v", "label " + version, JSON.createObjectNode())));
            return new LiveState(
                    items,
                    new Timeline(
                            "shop",
                            "s1",
                            closed > 0 ? "CLOSED" : "OPEN",
                            closed,
                            0,
                            0,
                            0,
                            0,
                            List.of(),
                            marked,
                            pauses.entrySet().stream()
                                    .map(pause -> new Pause(pause.getKey(), pause.getKey() + pause.getValue()))
                                    .toList(),
                            holes.entrySet().stream()
                                    .map(hole -> new Missing(
                                            "v", hole.getKey(), hole.getKey() + hole.getValue(), null, null, "LOST"))
                                    .toList(),
                            List.of()));
        }
    }

    private record Step(Content content, boolean reconnect, int batchChars, int batches) {}

    @Test
    void whoeverFollowsKnowsTheSessionHoweverOftenTheyComeBack() {
        Property.forAll(Property.tries(100), random -> steps(random, random.nextBoolean()), steps -> {
            Follower follower = new Follower();
            LiveTail tail = new LiveTail(Optional.empty(), ROOM);
            for (Step step : steps) {
                if (step.reconnect()) {
                    tail = new LiveTail(follower.lastEventId(), step.batchChars());
                }
                LiveState state = step.content().state();
                Batch batch = tail.next(state);
                follower.read(batch.events());
                for (int i = step.batches(); i > 0 && !batch.complete(); i--) {
                    batch = tail.next(state);
                    follower.read(batch.events());
                }
                if (batch.complete()) {
                    assertKnows(follower, state);
                    assertThat(tail.next(state).events()).as("told again").isEmpty();
                }
            }
        });
    }

    /** Of segments and markers none is taken back where somebody comes back, since that is not told. */
    private static List<Step> steps(RandomGenerator random, boolean reconnects) {
        List<Step> steps = new ArrayList<>();
        Content content = Content.NOTHING;
        for (int i = 0; i < 12; i++) {
            content = content.changed(random, !reconnects);
            steps.add(new Step(
                    content,
                    reconnects && random.nextInt(3) == 0,
                    random.nextBoolean() ? 1 : random.nextInt(2_000),
                    random.nextBoolean() ? 1_000 : random.nextInt(4)));
        }
        return steps;
    }

    private static void assertKnows(Follower follower, LiveState state) {
        state.items()
                .forEach((kind, items) -> assertThat(follower.items(kind.eventName()))
                        .as(kind.eventName())
                        .containsExactlyInAnyOrderElementsOf(
                                items.stream().map(item -> read(item.json())).toList()));
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoeverComesBackIsToldLittleThatTheyKnow() {
        Map<Integer, Integer> markers = new TreeMap<>();
        for (int i = 0; i < 3_200; i++) {
            markers.put(i, 1);
        }
        Follower follower = new Follower();
        follower.read(
                new LiveTail(Optional.empty(), ROOM).next(withMarkers(markers)).events());
        markers.put(9_999, 1);

        Follower back = new Follower();
        back.read(new LiveTail(follower.lastEventId(), ROOM)
                .next(withMarkers(markers))
                .events());

        assertThat(back.items("marker"))
                .anySatisfy(marker -> assertThat(marker.path("id").asText()).isEqualTo("m9999"));
        assertThat(back.told()).as("one bucket of 32").hasSizeBetween(1, 200).containsOnly("marker");
    }

    private static LiveState withMarkers(Map<Integer, Integer> markers) {
        return new Content(Map.of(), Map.copyOf(markers), Map.of(), Map.of(), 0).state();
    }

    @Test
    void oneBatchIsInTheOrderOfTheListsAndItsIdIsAtItsEnd() {
        Content content = new Content(
                new TreeMap<>(Map.of(0, 1, 1, 1)),
                new TreeMap<>(Map.of(5, 1, 7, 1)),
                new TreeMap<>(Map.of(3, 1)),
                new TreeMap<>(Map.of(2, 1)),
                1);
        Batch batch = new LiveTail(Optional.empty(), ROOM).next(content.state());
        Follower follower = new Follower();
        follower.read(batch.events());
        assertThat(follower.told())
                .containsExactly("segment", "segment", "marker", "marker", "inactivity", "missing", "end");
        assertThat(batch.events().lines().filter(line -> line.startsWith("id: ")))
                .hasSize(1);
        assertThat(batch.events()
                        .substring(batch.events().indexOf("id: "))
                        .lines()
                        .skip(1))
                .containsExactly("event: end", "data: {\"status\":\"CLOSED\",\"revision\":1}", "");
        assertThat(new LiveTail(Optional.empty(), ROOM).next(content.state())).isEqualTo(batch);
    }

    @Test
    void anEndIsToldOnceARevisionAndAfterAllElse() {
        Content open = Content.NOTHING.changed(RandomGenerator.of("L64X128MixRandom"), false);
        Follower follower = new Follower();
        LiveTail tail = new LiveTail(Optional.empty(), 1);
        Content first = new Content(Map.of(1, 1, 2, 1), open.markers(), Map.of(), Map.of(), 1);
        Batch batch = tail.next(first.state());
        assertThat(batch.over()).as("not all is told").isFalse();
        while (!batch.complete()) {
            follower.read(batch.events());
            batch = tail.next(first.state());
        }
        follower.read(batch.events());
        assertThat(batch.over()).isTrue();
        assertThat(follower.told()).endsWith("end").containsOnlyOnce("end");

        Optional<String> id = follower.lastEventId();
        Batch again = new LiveTail(id, ROOM).next(first.state());
        assertThat(again.events()).isEmpty();
        assertThat(again.over()).isTrue();
        Follower later = new Follower();
        later.read(new LiveTail(id, ROOM).next(first.closed(2).state()).events());
        assertThat(later.told()).containsExactly("end");
    }

    @Test
    void anIdThatSaysNothingHereIsAsGoodAsNone() {
        LiveState state = new Content(Map.of(1, 1), Map.of(), Map.of(), Map.of(), 0).state();
        String whole = new LiveTail(Optional.empty(), ROOM).next(state).events();
        for (String id : List.of("", "7", "%%%", "A".repeat(535), "Zm9v")) {
            assertThat(new LiveTail(Optional.of(id), ROOM).next(state).events())
                    .as(id)
                    .isEqualTo(whole);
        }
    }
}
