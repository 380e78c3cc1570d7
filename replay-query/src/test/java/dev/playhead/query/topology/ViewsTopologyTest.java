// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.query.DrivenViews;
import dev.playhead.query.Samples;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.Control;
import dev.playhead.schemas.v1.ControlAction;
import dev.playhead.schemas.v1.EntryOp;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import dev.playhead.schemas.v1.ViewSummary;
import dev.playhead.testkit.Property;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewsTopologyTest {

    private static final SessionKey KEY = new SessionKey("shop", "s1");

    @TempDir
    private Path directory;

    private DrivenViews views;

    @BeforeEach
    void start() {
        views = new DrivenViews(directory, 1);
    }

    @AfterEach
    void stop() {
        views.close();
    }

    @Test
    void aRedeliveredRecordChangesNothing() {
        putEverything();
        Map<String, List<String>> once = contents();
        putEverything();
        assertThat(contents()).isEqualTo(once);
        once.forEach((store, rows) -> assertThat(rows).as(store).hasSize(store.equals(ReplayStores.ERASED) ? 0 : 1));
    }

    @Test
    void aDeletionTakesItsEntryAndNoOther() {
        views.put(Samples.entry(KEY, MarkerKind.ERROR, "e1", 10));
        views.put(Samples.entry(KEY, MarkerKind.ERROR, "e2", 10));
        TimelineEntry withdrawn = Samples.entry(KEY, MarkerKind.ERROR, "e1", 10);
        withdrawn.setOp(EntryOp.DELETE);
        views.put(withdrawn);
        assertThat(contents().get(ReplayStores.TIMELINE)).hasSize(1);
    }

    @Test
    void theRowsOfItemsAreTheSameHoweverTheTopicsInterleaveAndWhateverComesAgain() {
        TimelineEntry first = error("e1", 10);
        TimelineEntry withdrawn = error("e1", 10);
        withdrawn.setOp(EntryOp.DELETE);
        List<TimelineEntry> entries = List.of(first, error("e2", 10), withdrawn, error("e1", 20));
        List<SessionSummary> summaries = List.of(
                summary(view("a", 3), view("b", 4)), summary(view("a", 3)), summary(view("a", 2), view("c", 5)));
        AtomicInteger tries = new AtomicInteger();
        Set<List<String>> seen = new HashSet<>();
        Property.forAll(20, random -> random, random -> {
            stop();
            views = new DrivenViews(directory.resolve("try" + tries.incrementAndGet()), 1);
            int entry = 0;
            int summary = 0;
            while (entry < entries.size() || summary < summaries.size()) {
                if (summary == summaries.size() || (entry < entries.size() && random.nextBoolean())) {
                    views.put(entries.get(entry++));
                } else {
                    views.put(summaries.get(summary++));
                }
            }
            entries.subList(random.nextInt(entries.size()), entries.size()).forEach(views::put);
            summaries
                    .subList(random.nextInt(summaries.size()), summaries.size())
                    .forEach(views::put);
            seen.add(contents().get(ReplayStores.ITEMS_BY_TIME));
        });
        assertThat(seen)
                .singleElement()
                .satisfies(rows -> assertThat(rows).as("e1, e2, a and c").hasSize(4));
    }

    private static TimelineEntry error(String id, long atMs) {
        TimelineEntry error = Samples.entry(KEY, MarkerKind.ERROR, id, atMs);
        error.setReceivedAtMs(Samples.ANCHOR_MS + 1);
        return error;
    }

    private static ViewSummary view(String id, long receivedAfterMs) {
        ViewSummary view = Samples.view(id, 1, 2);
        view.setReceivedAtMs(Samples.ANCHOR_MS + receivedAfterMs);
        return view;
    }

    private static SessionSummary summary(ViewSummary... viewed) {
        return Samples.summary(KEY, Samples.ANCHOR_MS).setViews(List.of(viewed)).build();
    }

    @Test
    void aLaterSummaryReplacesTheOneBefore() {
        views.put(Samples.summary(KEY, Samples.ANCHOR_MS).setErrors(1).build());
        views.put(Samples.summary(KEY, Samples.ANCHOR_MS).setErrors(2).build());
        assertThat(contents().get(ReplayStores.SUMMARIES)).hasSize(1);
        assertThat(row().summary().getErrors()).isEqualTo(2);
    }

    @Test
    void aRowLeavesOutWhatGrowsWithTheSession() {
        SessionSummary whole = Samples.summary(KEY, Samples.ANCHOR_MS)
                .setViews(List.of(Samples.view("a", 0, 1), Samples.view("b", 1, 2), Samples.view("c", 2, 3)))
                .setMissing(List.of(Samples.hole("a", 1, 1, null, null)))
                .build();
        views.put(whole);
        assertThat(row().views()).isEqualTo(3);
        assertThat(row().firstUrl()).isEqualTo("https://shop.example/a?q=1");
        assertThat(row().lastUrl()).isEqualTo("https://shop.example/c?q=1");
        assertThat(row().summary().getViews()).isEmpty();
        assertThat(row().summary().getMissing()).isEmpty();
    }

    @Test
    void anErasureTakesEverythingOfItsSessionAndNothingOfAnother() {
        SessionKey other = new SessionKey("shop", "s2");
        views.put(Samples.summary(other, Samples.ANCHOR_MS).build());
        views.put(Samples.entry(other, MarkerKind.ERROR, "e1", 10));
        views.put(Samples.ref(other, "v1", 0, 1, 2).build());
        Map<String, List<String>> before = contents();
        putEverything();
        views.erase(KEY);
        Map<String, List<String>> after = contents();
        assertThat(after.remove(ReplayStores.ERASED)).hasSize(1);
        before.remove(ReplayStores.ERASED);
        assertThat(after).isEqualTo(before);
    }

    @Test
    void aTombstoneOfAnyTopicIsAnErasure() {
        for (Topic<?> topic : publishedByTheProcessor()) {
            stop();
            views = new DrivenViews(directory.resolve(topic.name()), 1);
            putEverything();
            views.bury(KEY, topic);
            assertNothingIsKeptButTheErasure();
        }
    }

    @Test
    void whatIsReadAfterAnErasureIsNeverShownAndGoesWithTheTombstonesBehindIt() {
        views.erase(KEY);
        putEverything();
        assertThat(contents().get(ReplayStores.SUMMARIES)).isEmpty();
        assertThat(contents().get(ReplayStores.BY_TIME)).isEmpty();
        publishedByTheProcessor().forEach(topic -> views.bury(KEY, topic));
        assertNothingIsKeptButTheErasure();
    }

    @Test
    void aSessionThatCameBackIsErasedWithAllItsAnchors() {
        putEverything();
        long laterMs = Samples.ANCHOR_MS + Duration.ofDays(2).toMillis();
        SegmentRef later = Samples.ref(KEY, "v1", 1, 3, 4).build();
        later.setAnchorMs(laterMs);
        views.put(later);
        views.put(Samples.summary(KEY, laterMs).build());
        views.erase(KEY);
        assertNothingIsKeptButTheErasure();
    }

    @Test
    void onlyADecisionToEraseTheSessionOfItsKeyErases() {
        putEverything();
        views.decide(KEY, new Control(KEY.app(), KEY.session(), ControlAction.UNKNOWN));
        views.decide(KEY, new Control(KEY.app(), "s2", ControlAction.ERASE));
        views.decide(KEY, new Control("bank", KEY.session(), ControlAction.ERASE));
        views.decide(KEY, null);
        assertThat(contents().get(ReplayStores.ERASED)).isEmpty();
        assertThat(contents().get(ReplayStores.SUMMARIES)).hasSize(1);
    }

    @Test
    void anErasureFromTheFutureForgetsNoOther() {
        views.erase(KEY);
        views.driver(0)
                .createInputTopic(Samples.TOPICS.sessions().name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>("shop:s2", null, Instant.parse("2999-01-01T00:00:00Z")));
        assertThat(contents().get(ReplayStores.ERASED)).hasSize(2);
    }

    @Test
    void aSessionThatCameBackHasOneRowWhateverComesFirstAndHoweverOften() {
        long dayMs = Duration.ofDays(1).toMillis();
        SessionSummary before =
                Samples.summary(KEY, Samples.ANCHOR_MS).setErrors(1).build();
        SessionSummary after =
                Samples.summary(KEY, Samples.ANCHOR_MS + 2 * dayMs).setErrors(2).build();
        for (List<SessionSummary> order :
                List.of(List.of(before, after), List.of(after, before), List.of(before, after, before))) {
            stop();
            views = new DrivenViews(directory.resolve("order" + order.hashCode()), 1);
            order.forEach(views::put);
            assertThat(contents().get(ReplayStores.SUMMARIES)).hasSize(2);
            assertThat(contents().get(ReplayStores.BY_TIME)).hasSize(1);
            assertThat(row().summary().getAnchorMs()).isEqualTo(after.getAnchorMs());
            assertThat(row().summary().getErrors()).isEqualTo(3);
        }
        views.erase(KEY);
        assertThat(contents().get(ReplayStores.BY_TIME)).isEmpty();
    }

    @Test
    void aSummaryPastItsRetentionTakesNoRowAway() {
        views.put(Samples.summary(KEY, Samples.ANCHOR_MS).build());
        views.put(Samples.summary(
                        KEY,
                        Samples.ANCHOR_MS
                                - DrivenViews.RETENTION.multipliedBy(3).toMillis())
                .build());
        assertThat(row().summary().getAnchorMs()).isEqualTo(Samples.ANCHOR_MS);
    }

    @Test
    void whatIsNoRecordOfOursIsSetAside() {
        var input = views.driver(0)
                .createInputTopic(
                        Samples.TOPICS.segmentRefs().name(), new StringSerializer(), new ByteArraySerializer());
        input.pipeInput(KEY.text(), new byte[] {1, 2, 3});
        input.pipeInput("no key", new byte[] {1, 2, 3});
        views.put(Samples.ref(KEY, "v1", 0, 1, 2).build());
        assertThat(contents().get(ReplayStores.SEGMENTS)).hasSize(1);
        var letters = views.driver(0)
                .createOutputTopic(
                        Samples.TOPICS.deadLetters().name(), new StringDeserializer(), new ByteArrayDeserializer());
        assertThat(letters.readValuesToList()).hasSize(2);
        assertThat(views.metrics()
                        .counter("playhead.query.records.rejected", "reason", "unreadable_record")
                        .count())
                .isEqualTo(2);
    }

    private static List<Topic<?>> publishedByTheProcessor() {
        return List.of(Samples.TOPICS.segmentRefs(), Samples.TOPICS.timelineEntries(), Samples.TOPICS.sessions());
    }

    private void assertNothingIsKeptButTheErasure() {
        contents()
                .forEach(
                        (store, rows) -> assertThat(rows).as(store).hasSize(store.equals(ReplayStores.ERASED) ? 1 : 0));
    }

    private void putEverything() {
        views.put(Samples.ref(KEY, "v1", 0, 1, 2).build());
        views.put(Samples.entry(KEY, MarkerKind.ERROR, "e1", 10));
        views.put(Samples.summary(KEY, Samples.ANCHOR_MS).build());
    }

    private SessionRow row() {
        try (var rows = store(ReplayStores.BY_TIME).all()) {
            return SessionRow.fromBytes(rows.next().value, Samples.TOPICS.sessions());
        }
    }

    private Map<String, List<String>> contents() {
        Map<String, List<String>> contents = new TreeMap<>();
        for (String name : ReplayStores.NAMES) {
            List<String> rows = new ArrayList<>();
            try (var all = store(name).all()) {
                all.forEachRemaining(row -> rows.add(row.key + "=" + Bytes.wrap(row.value)));
            }
            contents.put(name, rows);
        }
        return contents;
    }

    private WindowStore<Bytes, byte[]> store(String name) {
        return views.driver(0).getWindowStore(name);
    }
}
