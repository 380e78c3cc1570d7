// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.applications.Applications;
import dev.playhead.query.DrivenViews;
import dev.playhead.query.Samples;
import dev.playhead.query.store.Answer.Found;
import dev.playhead.query.topology.ItemKind;
import dev.playhead.query.topology.ReplayStores;
import dev.playhead.query.topology.StoreKeys;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.EntryOp;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import dev.playhead.schemas.v1.ViewSummary;
import dev.playhead.testkit.Property;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lists of items over the real stores, against what was put sorted in one piece. */
class ItemListsTest {

    private static final SessionKey KEY = new SessionKey("shop", "s1");
    private static final int TRIES = 6;
    /** More than there ever are. */
    private static final Set<Integer> PARTITIONS = Set.of(0, 1, 2);

    @TempDir
    private Path directory;

    private final AtomicInteger directories = new AtomicInteger();

    @Test
    void turningPagesWhileMoreArrivesGivesWhatWasThereOnceAndInOrder() {
        Property.forAll(TRIES, random -> random, random -> {
            try (DrivenViews views = views(random.nextInt(1, 4))) {
                ItemLists lists = lists(views, random.nextInt(1, 30), Integer.MAX_VALUE);
                Map<RowPosition, String> put = new TreeMap<>();
                IntStream.range(0, 12).forEach(session -> put.putAll(putSession(views, session, random)));

                List<String> turned = new ArrayList<>();
                Set<String> arrived = new HashSet<>();
                Optional<RowPosition> cursor = Optional.empty();
                int next = 12;
                do {
                    Page<StoredItem> page = lists.items(
                                    ItemKind.ERRORS, query(random.nextInt(1, 8), cursor, item -> true), PARTITIONS)
                            .value();
                    page.items().forEach(item -> turned.add(name(item)));
                    cursor = page.next()
                            .map(RowPosition::toCursor)
                            .flatMap(text -> RowPosition.fromCursor(text, StoreKeys.ITEM_TAIL_BYTES));
                    if (random.nextInt(3) == 0) {
                        arrived.addAll(putSession(views, next++, random).values());
                    }
                } while (cursor.isPresent());

                assertThat(turned).doesNotHaveDuplicates();
                turned.removeAll(arrived);
                assertThat(turned).containsExactlyElementsOf(put.values());
            }
        });
    }

    @Test
    void aFilterThatLetsLittlePassHidesNothing() {
        Property.forAll(TRIES, random -> random, random -> {
            try (DrivenViews views = views(3)) {
                ItemLists lists = lists(views, random.nextInt(1, 10), Integer.MAX_VALUE);
                Map<RowPosition, String> put = new TreeMap<>();
                IntStream.range(0, 9).forEach(session -> put.putAll(putSession(views, session, random)));
                String wanted = "s" + random.nextInt(9);

                List<String> turned = turned(
                        lists,
                        ItemKind.ERRORS,
                        3,
                        item -> item.session().getSession().equals(wanted));

                assertThat(turned)
                        .containsExactlyElementsOf(put.values().stream()
                                .filter(name -> name.startsWith(wanted + "/"))
                                .toList());
            }
        });
    }

    @Test
    void aSessionsItemsAreInTheOrderOfTheListOverAllSessions() {
        Property.forAll(TRIES, random -> random, random -> {
            try (DrivenViews views = views(2)) {
                ItemLists lists = lists(views, 1_000, Integer.MAX_VALUE);
                Map<RowPosition, String> put = new TreeMap<>(putSession(views, 0, random));
                List<String> turned = new ArrayList<>();
                Optional<RowPosition> cursor = Optional.empty();
                do {
                    Page<StoredItem> page =
                            found(lists.items(new SessionKey("shop", "s0"), ItemKind.ERRORS, 2, cursor));
                    page.items().forEach(item -> turned.add(name(item)));
                    cursor = page.next();
                } while (cursor.isPresent());
                assertThat(turned).containsExactlyElementsOf(put.values());
            }
        });
    }

    @Test
    void aPageEndsWhereItHasEnoughToRead() {
        try (DrivenViews views = views(1)) {
            views.put(Samples.summary(KEY, Samples.ANCHOR_MS).build());
            for (int i = 0; i < 5; i++) {
                TimelineEntry error = error(KEY, "e" + i, 10, Samples.ANCHOR_MS + i);
                error.setAttributes("{\"stack\":\"%s\"}".formatted("x".repeat(100)));
                views.put(error);
            }
            ItemLists lists = lists(views, 1_000, 150);
            Page<StoredItem> first = lists.items(ItemKind.ERRORS, query(5, Optional.empty(), item -> true), PARTITIONS)
                    .value();
            assertThat(first.items()).extracting(StoredItem::id).containsExactly("e4", "e3");
            assertThat(turned(lists, ItemKind.ERRORS, 5, item -> true)).hasSize(5);
            assertThat(found(lists.items(KEY, ItemKind.ERRORS, 5, Optional.empty()))
                            .items())
                    .hasSize(2);
        }
    }

    @Test
    void anItemThatMovedToAnotherMomentIsListedOnce() {
        try (DrivenViews views = views(1)) {
            views.put(Samples.summary(KEY, Samples.ANCHOR_MS).build());
            TimelineEntry before = error(KEY, "e1", 10, Samples.ANCHOR_MS);
            TimelineEntry withdrawn = error(KEY, "e1", 10, Samples.ANCHOR_MS);
            withdrawn.setOp(EntryOp.DELETE);
            withdrawn.setReceivedAtMs(null);
            TimelineEntry after = error(KEY, "e1", 20, Samples.ANCHOR_MS);
            Stream.of(before, withdrawn, after, withdrawn, after).forEach(views::put);
            ItemLists lists = lists(views, 1_000, Integer.MAX_VALUE);
            assertThat(lists.items(ItemKind.ERRORS, query(5, Optional.empty(), item -> true), PARTITIONS)
                            .value()
                            .items())
                    .extracting(StoredItem::atMs)
                    .containsExactly(20L);
            TimelineEntry gone = error(KEY, "e1", 20, Samples.ANCHOR_MS);
            gone.setOp(EntryOp.DELETE);
            views.put(gone);
            assertThat(turned(lists, ItemKind.ERRORS, 5, item -> true)).isEmpty();
        }
    }

    @Test
    void theItemsOfASessionThatIsNotOfferedAreInNoList() {
        try (DrivenViews views = views(1)) {
            ItemLists lists = lists(views, 1_000, Integer.MAX_VALUE);
            views.put(error(KEY, "e1", 10, Samples.ANCHOR_MS));
            assertThat(turned(lists, ItemKind.ERRORS, 5, item -> true))
                    .as("its summary has not come")
                    .isEmpty();
            views.put(Samples.summary(KEY, Samples.ANCHOR_MS)
                    .setViews(List.of(Samples.view("v1", 1, 2)))
                    .build());
            assertThat(turned(lists, ItemKind.ERRORS, 5, item -> true)).hasSize(1);
            assertThat(turned(lists, ItemKind.VIEWS, 5, item -> true)).hasSize(1);
            views.erase(KEY);
            views.put(error(KEY, "e2", 10, Samples.ANCHOR_MS)); // on its way
            assertThat(turned(lists, ItemKind.ERRORS, 5, item -> true)).isEmpty();
            assertThat(turned(lists, ItemKind.VIEWS, 5, item -> true)).isEmpty();
        }
    }

    @Test
    void aRowThatACrashLeftBehindIsPassedOver() {
        try (DrivenViews views = views(1)) {
            ItemLists lists = lists(views, 1_000, Integer.MAX_VALUE);
            views.put(Samples.summary(KEY, Samples.ANCHOR_MS).build());
            views.put(error(KEY, "e1", 10, Samples.ANCHOR_MS + 1));
            WindowStore<Bytes, byte[]> rows = views.driver(0).getWindowStore(ReplayStores.ITEMS_BY_TIME);
            byte[] row = rows.fetch(
                    StoreKeys.item(KEY, ItemKind.ERRORS, Samples.ANCHOR_MS + 1, "e1"), Samples.ANCHOR_MS + 1);
            for (String id : List.of("e1", "e2")) { // received at another time, and gone
                rows.put(StoreKeys.item(KEY, ItemKind.ERRORS, Samples.ANCHOR_MS + 7, id), row, Samples.ANCHOR_MS + 7);
            }
            assertThat(turned(lists, ItemKind.ERRORS, 1, item -> true)).containsExactly("s1/e1");
        }
    }

    @Test
    void aViewIsListedOnceWithWhateverTellsOfIt() {
        try (DrivenViews views = views(1)) {
            ItemLists lists = lists(views, 1_000, Integer.MAX_VALUE);
            ViewSummary recorded = Samples.view("recorded", 10, 30);
            recorded.setRecorded(true);
            ViewSummary told = Samples.view("told", 40, 50);
            ViewSummary paged = Samples.view("paged", 60, 90);
            views.put(Samples.summary(KEY, Samples.ANCHOR_MS)
                    .setViews(List.of(recorded, told, paged))
                    .build());
            views.put(view("told", "told", 40));
            views.put(view("p2", "paged", 70));
            views.put(view("p1", "paged", 60));

            List<StoredItem> items = lists.items(ItemKind.VIEWS, query(9, Optional.empty(), item -> true), PARTITIONS)
                    .value()
                    .items();
            Map<String, String> attributes = new TreeMap<>();
            items.forEach(item -> attributes.put(item.id(), String.valueOf(item.attributes())));
            assertThat(attributes)
                    .isEqualTo(Map.of("recorded", "null", "told", "{\"of\":\"told\"}", "paged", "{\"of\":\"p1\"}"));
            assertThat(items)
                    .filteredOn(item -> Boolean.TRUE.equals(item.hasReplay()))
                    .extracting(StoredItem::id)
                    .containsExactly("recorded");
        }
    }

    @Test
    void viewsThatASummaryDropsAreListedNoMore() {
        try (DrivenViews views = views(1)) {
            ItemLists lists = lists(views, 1_000, Integer.MAX_VALUE);
            SessionSummary.Builder summary = Samples.summary(KEY, Samples.ANCHOR_MS);
            views.put(summary.setViews(List.of(received("a", 5), received("b", 6)))
                    .build());
            assertThat(turned(lists, ItemKind.VIEWS, 9, item -> true)).containsExactly("s1/b", "s1/a");
            views.put(summary.setViews(List.of(received("a", 7))).build());
            assertThat(turned(lists, ItemKind.VIEWS, 9, item -> true)).containsExactly("s1/a");
            try (var rows = views.driver(0)
                    .<Bytes, byte[]>getWindowStore(ReplayStores.ITEMS_BY_TIME)
                    .all()) {
                rows.next();
                assertThat(rows.hasNext()).isFalse();
            }
        }
    }

    @Test
    void whatCameAgainAfterItsSessionWasForgottenStandsWhereItCameBack() {
        try (DrivenViews views = views(1)) {
            ItemLists lists = lists(views, 1_000, Integer.MAX_VALUE);
            long returnedMs = Samples.ANCHOR_MS + Duration.ofHours(30).toMillis();
            for (long anchorMs : List.of(Samples.ANCHOR_MS, returnedMs)) {
                views.put(Samples.summary(KEY, anchorMs)
                        .setViews(List.of(received("v1", anchorMs - Samples.ANCHOR_MS)))
                        .build());
                TimelineEntry error = error(KEY, "e1", 10, anchorMs);
                error.setAnchorMs(anchorMs);
                views.put(error);
            }
            for (ItemKind kind : List.of(ItemKind.ERRORS, ItemKind.VIEWS)) {
                assertThat(lists.items(kind, query(9, Optional.empty(), item -> true), PARTITIONS)
                                .value()
                                .items())
                        .extracting(StoredItem::receivedMs)
                        .containsExactly(returnedMs);
                assertThat(found(lists.items(KEY, kind, 9, Optional.empty())).items())
                        .hasSize(1);
            }
        }
    }

    @Test
    void partitionsThatAnsweredAreNamed() {
        try (DrivenViews views = views(3)) {
            RandomGenerator random = RandomGenerator.getDefault();
            IntStream.range(0, 9).forEach(session -> putSession(views, session, random));
            views.moveAway(1);
            Part<Page<StoredItem>> part = lists(views, 1_000, Integer.MAX_VALUE)
                    .items(ItemKind.ERRORS, query(100, Optional.empty(), item -> true), PARTITIONS);
            assertThat(part.answered()).containsExactlyInAnyOrder(0, 2);
            assertThat(part.value().items())
                    .allSatisfy(item -> assertThat(views.partitionOf(
                                    new SessionKey("shop", item.session().getSession())))
                            .isNotEqualTo(1));
        }
    }

    @Test
    void facetsCountWhatTheListHas() {
        try (DrivenViews views = views(2)) {
            for (int i = 0; i < 6; i++) {
                SessionKey key = new SessionKey("shop", "s" + i);
                views.put(Samples.summary(key, Samples.ANCHOR_MS)
                        .setBrowser(i % 3 == 0 ? "Firefox" : "Chrome")
                        .build());
                views.put(error(key, "e", 10, Samples.ANCHOR_MS + i));
            }
            views.erase(new SessionKey("shop", "s0"));
            views.put(error(new SessionKey("shop", "s0"), "e", 10, Samples.ANCHOR_MS));
            FacetQuery query = new FacetQuery(
                    "shop", Samples.ANCHOR_MS, Samples.ANCHOR_MS + 5, Map.of("browser", SessionSummary::getBrowser));
            FacetCounts counted = lists(views, 1_000, Integer.MAX_VALUE)
                    .facets(ItemKind.ERRORS, query, PARTITIONS)
                    .value();
            assertThat(counted)
                    .isEqualTo(new FacetCounts(Map.of("browser", Map.of("Chrome", 3L, "Firefox", 1L)), 4, true));
            assertThat(lists(views, 1, Integer.MAX_VALUE)
                            .facets(ItemKind.ERRORS, query, PARTITIONS)
                            .value()
                            .all())
                    .isFalse();
        }
    }

    @Test
    void aScanWhoseTimeIsUpGoesOnWithTheNextPage() {
        try (DrivenViews views = views(2)) {
            for (int i = 0; i < 20; i++) {
                SessionKey key = new SessionKey("shop", "s" + i);
                views.put(Samples.summary(key, Samples.ANCHOR_MS).build());
                views.put(error(key, "e", 10, Samples.ANCHOR_MS + i));
            }
            List<String> all = turned(lists(views, 1_000, Integer.MAX_VALUE), ItemKind.ERRORS, 100, candidate -> true);
            assertThat(all).hasSize(20);
            for (int millis : new int[] {0, 1, 5, 1_000}) {
                AtomicLong nanos = new AtomicLong();
                MeterRegistry metrics = new SimpleMeterRegistry();
                // a millisecond passes from each look at the clock to the next
                ScanTime time = new ScanTime(Duration.ofMillis(millis), () -> nanos.addAndGet(1_000_000), metrics);
                ItemLists lists = lists(views, 1_000, Integer.MAX_VALUE, time);

                assertThat(turned(lists, ItemKind.ERRORS, 100, candidate -> true))
                        .as("%d ms", millis)
                        .isEqualTo(all);
                assertThat(metrics.counter("playhead.query.scans.ended").count() > 0)
                        .as("%d ms", millis)
                        .isEqualTo(millis < 20);
                FacetQuery query =
                        new FacetQuery("shop", 0, Long.MAX_VALUE, Map.of("browser", SessionSummary::getBrowser));
                assertThat(lists.facets(ItemKind.ERRORS, query, PARTITIONS)
                                .value()
                                .all())
                        .as("%d ms", millis)
                        .isEqualTo(millis >= 20);
            }
        }
    }

    private DrivenViews views(int partitions) {
        return new DrivenViews(directory.resolve("d" + directories.incrementAndGet()), partitions);
    }

    private static ItemLists lists(DrivenViews views, int scanRows, int pageChars) {
        ScanTime time = new ScanTime(Duration.ofSeconds(60), System::nanoTime, new SimpleMeterRegistry());
        return lists(views, scanRows, pageChars, time);
    }

    private static ItemLists lists(DrivenViews views, int scanRows, int pageChars, ScanTime time) {
        ReadSettings settings = new ReadSettings(
                10_000, 100, scanRows, Duration.ofSeconds(60), pageChars, Duration.ofMillis(1), Duration.ofSeconds(1));
        InstantSource clock =
                InstantSource.fixed(Instant.ofEpochMilli(Samples.ANCHOR_MS).plus(Duration.ofDays(2)));
        Retention retention = new Retention(DrivenViews.RETENTION, () -> Applications.NONE, clock);
        ReplayStore store = new ReplayStore(views, Samples.TOPICS, retention, settings);
        return new ItemLists(views, store, Samples.TOPICS, retention, settings, time);
    }

    private static ListQuery query(int limit, Optional<RowPosition> after, Predicate<Candidate> wanted) {
        return new ListQuery("shop", 0, Long.MAX_VALUE, limit, after, wanted);
    }

    private static List<String> turned(ItemLists lists, ItemKind kind, int limit, Predicate<Candidate> wanted) {
        List<String> turned = new ArrayList<>();
        Optional<RowPosition> cursor = Optional.empty();
        do {
            Page<StoredItem> page =
                    lists.items(kind, query(limit, cursor, wanted), PARTITIONS).value();
            page.items().forEach(item -> turned.add(name(item)));
            cursor = page.next();
        } while (cursor.isPresent());
        return turned;
    }

    /** A session with a few errors, which other sessions may have by the same ids and at the same times. */
    private static Map<RowPosition, String> putSession(DrivenViews views, int number, RandomGenerator random) {
        SessionKey key = new SessionKey("shop", "s" + number);
        Map<RowPosition, String> errors = new TreeMap<>(Comparator.naturalOrder());
        long anchorMs = Samples.ANCHOR_MS + random.nextInt(10);
        views.put(Samples.summary(key, anchorMs).build());
        for (int i = random.nextInt(6); i >= 0; i--) {
            long receivedMs = Samples.ANCHOR_MS + random.nextInt(20);
            TimelineEntry error = error(key, "e" + i, random.nextLong(100), receivedMs);
            error.setAnchorMs(anchorMs);
            views.put(error);
            if (random.nextBoolean()) {
                views.put(error);
            }
            errors.put(
                    new RowPosition(receivedMs, Bytes.wrap(StoreKeys.itemTail(key, "e" + i))),
                    key.session() + "/e" + i);
        }
        return errors;
    }

    private static TimelineEntry error(SessionKey key, String id, long atMs, long receivedMs) {
        TimelineEntry error = Samples.entry(key, MarkerKind.ERROR, id, atMs);
        error.setReceivedAtMs(receivedMs);
        return error;
    }

    private static TimelineEntry view(String id, String view, long atMs) {
        TimelineEntry entry = Samples.entry(KEY, MarkerKind.VIEW, id, atMs);
        entry.setView(view);
        entry.setAttributes("{\"of\":\"%s\"}".formatted(id));
        return entry;
    }

    private static ViewSummary received(String id, long afterMs) {
        ViewSummary view = Samples.view(id, 1, 2);
        view.setReceivedAtMs(Samples.ANCHOR_MS + afterMs);
        return view;
    }

    private static String name(StoredItem item) {
        return item.session().getSession() + "/" + item.id();
    }

    private static <T> T found(Answer<T> answer) {
        if (answer instanceof Found<T>(T value)) {
            return value;
        }
        throw new AssertionError(answer);
    }
}
