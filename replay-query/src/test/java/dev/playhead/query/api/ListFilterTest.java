// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.query.Samples;
import dev.playhead.query.store.Candidate;
import dev.playhead.query.store.StoredItem;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.TimelineEntry;
import dev.playhead.schemas.v1.ViewSummary;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListFilterTest {

    private static final SessionKey KEY = new SessionKey("shop", "s1");

    private static final SessionSummary SESSION = Samples.summary(KEY, Samples.ANCHOR_MS)
            .setUserId("u7")
            .setUserEmail("Ada@shop.example")
            .setBrowser("Chrome")
            .setOs("Linux")
            .setDevice("Desktop")
            .setCountry("NL")
            .setEnv("dev")
            .setService("shop")
            .setVersion("1.4")
            .setSdkName("rum")
            .setStartMs(1_000)
            .setEndMs(5_000)
            .setActiveMs(3_000)
            .setErrors(1)
            .setCompleteness(0.5)
            .setSegments(2)
            .setAttributes("{\"plan\":\"gold\",\"seats\":5,\"type\":\"of the session\"}")
            .build();

    private record Row(SessionSummary session, List<ViewSummary> views, Optional<StoredItem> item)
            implements Candidate {}

    private static final Candidate WHOLE =
            new Row(SESSION, List.of(Samples.view("cart", 1, 2), Samples.view("index", 2, 3)), Optional.empty());
    private static final Candidate ITEM = new Row(
            SESSION, List.of(Samples.view("cart", 1, 2)), Optional.of(new StoredItem.OfEntry(SESSION, entry())));

    @ParameterizedTest
    @CsvSource({
        "session, s1, s2",
        "user, U7, u8",
        "user, ada@SHOP.example, ada",
        "browser, Chrome, chrome",
        "os, Linux, Windows",
        "device, Desktop, Bot",
        "country, NL, DE",
        "env, dev, prod",
        "service, shop, blog",
        "version, 1.4, 1.5",
        "sdk, rum, logs",
        "status, OPEN, CLOSED",
        "view, example/cart, /Cart",
        "minActiveMs, 3000, 3001",
        "minCompleteness, 0.5, 0.51",
        "hasError, true, false",
        "hasFrustration, false, true",
        "attr.plan, gold, silver",
        "attr.seats, 5, 6",
    })
    void aFilterAsksTheSessionAndCanBeTurnedRound(String name, String passing, String failing) {
        for (Candidate candidate : List.of(WHOLE, ITEM)) {
            assertThat(passes(name, passing, candidate)).isTrue();
            assertThat(passes(name, failing, candidate)).isFalse();
            assertThat(passes(name, "!" + passing, candidate)).isFalse();
            assertThat(passes(name, "!" + failing, candidate)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "minDurationMs, 60, 4000",
        "hasReplay, false, true",
        "attr.type, of the item, of the session",
        "view, /cart, /index",
    })
    void whatAnItemHasItselfCountsInsteadOfItsSessions(String name, String ofItem, String ofSession) {
        assertThat(passes(name, ofItem, ITEM)).isTrue();
        assertThat(passes(name, ofSession, ITEM)).isFalse();
        assertThat(passes(name, ofSession, WHOLE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"PRICES.json, true", "prices?json, false", "cart, false"})
    void aLabelIsAnItemsAndAnyPartOfItFindsIt(String part, boolean passes) {
        assertThat(passes("label", part, ITEM)).isEqualTo(passes);
        assertThat(passes("label", "!" + part, ITEM)).isEqualTo(!passes);
        assertThat(passes("label", part, WHOLE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "browser, ''",
        "label, ''",
        "view, '!'",
        "attr.plan, ''",
        "hasError, yes",
        "status, open",
        "minActiveMs, ten",
        "minCompleteness, NaN",
    })
    void whatIsNoValueIsNone(String name, String value) {
        assertThat(ListFilter.of(name, value)).isEmpty();
    }

    @Test
    void anAttributeNeedsANameAndSessionsHaveNoLabel() {
        assertThat(ListFilter.isFilter("attr.a.b")).isTrue();
        assertThat(ListFilter.isFilter("attr.")).isFalse();
        assertThat(ListFilter.isFilter("attribute")).isFalse();
        assertThat(List.of("label", "view", "attr.a")).allMatch(ListFilter::isFilter);
        assertThat(List.of("view", "attr.a")).allMatch(ListFilter::isOfSessions);
        assertThat(ListFilter.isOfSessions("label")).isFalse();
    }

    @Test
    void whatTakesLookUpsIsAskedLast() {
        assertThat(List.of("browser", "status", "user", "view", "attr.a"))
                .isSortedAccordingTo((one, other) -> ListFilter.rank(one) - ListFilter.rank(other));
    }

    private static boolean passes(String name, String value, Candidate candidate) {
        return ListFilter.of(name, value).orElseThrow().test(candidate);
    }

    private static TimelineEntry entry() {
        TimelineEntry entry = Samples.entry(KEY, MarkerKind.RESOURCE, "r1", 10);
        entry.setLabel("GET /api/prices.json");
        entry.setDurationMs(60L);
        entry.setHasReplay(false);
        entry.setAttributes("{\"type\":\"of the item\"}");
        return entry;
    }
}
