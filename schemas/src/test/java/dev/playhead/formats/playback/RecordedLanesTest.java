// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.playback.RecordedLanes.Lane;
import dev.playhead.testkit.Property;
import dev.playhead.testkit.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RecordedLanesTest {

    static List<Lane> lanes() {
        return RecordedLanes.of(Uploads.sets().toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("lanes")
    void aLaneWithoutHolesLosesNothing(Lane lane) {
        RrwebConversion conversion = lane.conversion();

        new StrictPlayer()
                .play(RecordedLanes.convert(conversion, lane.segments().values()));

        assertThat(conversion.droppedOperations()).isZero();
    }

    @ParameterizedTest
    @MethodSource("lanes")
    void seenNodesLeaveALaneWithoutHolesAsItIs(Lane lane) {
        SeenNodes seenNodes = new SeenNodes();

        for (ObjectNode event : lane.events()) {
            ObjectNode untouched = event.deepCopy();
            assertThat(seenNodes.admit(event)).isTrue();
            assertThat(event).hasToString(untouched.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("lanes")
    void anyOneSegmentMayBeMissing(Lane lane) {
        for (Integer index : lane.segments().keySet()) {
            SortedMap<Integer, Body> rest = new TreeMap<>(lane.segments());
            rest.remove(index);

            new StrictPlayer().play(RecordedLanes.convert(lane.conversion(), rest.values()));
        }
    }

    @Test
    void anyEventsMayBeMissing() {
        List<Lane> lanes = lanes();
        Property.forAll(
                300,
                random -> {
                    List<ObjectNode> events =
                            lanes.get(random.nextInt(lanes.size())).events();
                    double loss = random.nextDouble();
                    events.removeIf(event -> event.path("type").asInt() == 3 && random.nextDouble() < loss);
                    return events;
                },
                events -> {
                    SeenNodes seenNodes = new SeenNodes();
                    List<ObjectNode> playable = new ArrayList<>(events);
                    playable.removeIf(event -> !seenNodes.admit(event));
                    new StrictPlayer().play(playable);
                });
    }

    @Test
    void aDamagedBodyIsConvertedOrRefusedButNeverWorse() {
        List<byte[]> bodies = lanes().stream()
                .map(lane -> inflated(lane.segments().firstEntry().getValue()))
                .toList();
        Property.forAll(
                500,
                random -> {
                    byte[] body = bodies.get(random.nextInt(bodies.size())).clone();
                    int flips = 1 + random.nextInt(30);
                    for (int i = 0; i < flips; i++) {
                        body[random.nextInt(body.length)] = (byte) "0123456789[]{}\":,x".charAt(random.nextInt(18));
                    }
                    return new Body(body, Body.Encoding.IDENTITY, BodyLimits.DEFAULT);
                },
                body -> {
                    convertOrRefuse(LaneConversion.browserSdk(_ -> false), body);
                    convertOrRefuse(LaneConversion.rrweb(_ -> false), body);
                    convertOrRefuse(LaneConversion.postHog(_ -> false), body);
                    convertOrRefuse(LaneConversion.sentry(_ -> false), body);
                });
    }

    @Test
    void thePagesTextComesOut() {
        for (String set : List.of("datadog-v4", "datadog-v5", "datadog-v7", "guance", "rrweb", "rrweb-packed")) {
            Set<String> texts = Set.copyOf(RecordedLanes.of(set).stream()
                    .map(lane -> {
                        StrictPlayer player = new StrictPlayer();
                        player.play(lane.events());
                        return player.text();
                    })
                    .toList());

            assertThat(texts)
                    .as(set)
                    .allSatisfy(text -> assertThat(text).contains("Teapot Corner"))
                    .anySatisfy(text -> assertThat(text).contains("Products", "Iron pot", "Matcha bowl", "Offer"))
                    .anySatisfy(text -> assertThat(text).contains("Keeps tea warm", "Rate up", "Load reviews"))
                    .anySatisfy(text -> assertThat(text).contains("Green teas", "Blend no. 53"))
                    .anySatisfy(text -> assertThat(text).contains("Thank you!", "Track parcel"));
        }
    }

    private static void convertOrRefuse(RrwebConversion conversion, Body body) {
        try {
            conversion.convert(body, _ -> {});
        } catch (MalformedBodyException e) {
            assertThat(e.getMessage()).hasSizeLessThan(100);
        }
    }

    private static byte[] inflated(Body body) {
        try (InputStream in = body.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
