// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.playhead.processor.session.Contribution;
import dev.playhead.processor.topology.MergedSession.Content;
import dev.playhead.processor.topology.RecordedTraffic.Received;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import dev.playhead.testkit.Property;
import dev.playhead.testkit.Published;
import dev.playhead.testkit.Uploads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A session is what was received of it, and not when or how often: the pure merge of every recorded session. */
class ShuffledRecordingsTest {

    private static final int SHUFFLES = Property.tries(1_000);

    /** 720 orders. */
    private static final int FEW = 6;

    @TempDir
    private Path stateDir;

    static List<String> sets() {
        return Uploads.sets();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void orderAndDuplicatesChangeNothing(String set) {
        for (List<Contribution> once : decoded(RecordedTraffic.of(set)).values()) {
            Content expected = MergedSession.of(once);
            Property.forAll(
                    SHUFFLES,
                    random -> Orders.of(once, random),
                    orders -> assertThat(MergedSession.of(orders.shuffled())).isEqualTo(expected));
        }
    }

    @ParameterizedTest
    @MethodSource("sets")
    void itIsWhatTheTopologyPublishes(String set) {
        List<Received> records = RecordedTraffic.of(set);
        Published published;
        try (SessionDriver driver = new SessionDriver(stateDir)) {
            published = driver.published(records, Integer.MAX_VALUE);
        }
        List<Content> merged =
                decoded(records).values().stream().map(MergedSession::of).toList();
        assertThat(published.sessions().values())
                .extracting(ShuffledRecordingsTest::ofSomeSession)
                .containsExactlyInAnyOrderElementsOf(
                        merged.stream().map(Content::summary).toList());
        assertThat(published.entries().values())
                .extracting(
                        TimelineEntry::getAtMs,
                        entry -> entry.getKind().name(),
                        TimelineEntry::getId,
                        TimelineEntry::getLabel)
                .containsExactlyInAnyOrderElementsOf(merged.stream()
                        .flatMap(content -> content.timeline().values().stream())
                        .map(entry -> tuple(
                                entry.key().atMs(),
                                entry.key().kind().name(),
                                entry.key().id(),
                                entry.label()))
                        .toList());
    }

    /** The first that came of each set, where segments and RUM events of one page meet. */
    @ParameterizedTest
    @MethodSource("sets")
    void everyOrderOfAFewRecordsIsTheSame(String set) {
        List<Contribution> all =
                decoded(RecordedTraffic.of(set)).values().iterator().next();
        List<Contribution> few = all.subList(0, Math.min(FEW, all.size()));
        Content expected = MergedSession.of(few);
        forEachOrder(few, order -> assertThat(MergedSession.of(order)).isEqualTo(expected));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void ofTwoRecordedSegmentsThatClaimOnePlaceTheSameOneWinsInEitherOrder(String set) {
        List<Contribution> rivals = RecordedTraffic.of(set).stream()
                .filter(received -> received.value() instanceof Segment)
                .map(ShuffledRecordingsTest::inTheFirstPlace)
                .map(MergedSession::decoded)
                .toList();
        for (Contribution one : rivals) {
            for (Contribution other : rivals) {
                assertThat(MergedSession.of(List.of(one, other))).isEqualTo(MergedSession.of(List.of(other, one)));
            }
        }
    }

    @Test
    void everyOrderOfRivalsIsTheSame() {
        List<Contribution> rivals = RecordedTraffic.of("guance").stream()
                .filter(received -> received.value() instanceof Segment)
                .limit(FEW)
                .map(ShuffledRecordingsTest::inTheFirstPlace)
                .map(MergedSession::decoded)
                .toList();
        Content expected = MergedSession.of(rivals);
        forEachOrder(rivals, order -> assertThat(MergedSession.of(order)).isEqualTo(expected));
    }

    private static Map<String, List<Contribution>> decoded(List<Received> records) {
        return records.stream()
                .collect(Collectors.groupingBy(
                        Received::key, Collectors.mapping(MergedSession::decoded, Collectors.toList())));
    }

    private static Received inTheFirstPlace(Received received) {
        Segment segment = (Segment) received.value();
        segment.setView("v1");
        if (segment.getIndex() == null) {
            segment.setUuid("u1");
        } else {
            segment.setIndex(0);
        }
        return received;
    }

    /** As the merge names it, which knows no ids. */
    private static SessionSummary ofSomeSession(SessionSummary summary) {
        summary.setApp(MergedSession.SOME.app());
        summary.setSession(MergedSession.SOME.session());
        return summary;
    }

    private static <T> void forEachOrder(List<T> values, Consumer<List<T>> visitor) {
        if (values.size() < 2) {
            visitor.accept(values);
            return;
        }
        IntStream.range(0, values.size()).forEach(first -> {
            List<T> rest = new ArrayList<>(values);
            T head = rest.remove(first);
            forEachOrder(rest, tail -> {
                List<T> order = new ArrayList<>(values.size());
                order.add(head);
                order.addAll(tail);
                visitor.accept(order);
            });
        });
    }
}
