// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.formats.facts.DeviceClass;
import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.RumEvent;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.formats.facts.Traits;
import dev.playhead.processor.session.SegmentEnvelope.Numbering;
import dev.playhead.testkit.Property;
import dev.playhead.timeline.Islands;
import dev.playhead.timeline.TimeSpan;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionStateTest {

    @Test
    void mergingIsAJoin() {
        Laws.assertJoin(SessionStateTest::state, SessionState::merge);
    }

    @Test
    void aSessionIsWhatWasReceivedInWhateverOrderAndHoweverOften() {
        Property.forAll(
                500,
                Orders::draw,
                orders -> assertThat(merged(orders.shuffled())).isEqualTo(merged(orders.once())));
    }

    @Test
    void aLaterValueReplacesAnEarlierAndNothingReplacesAValue() {
        SessionState early = stating("u1", 1_000);
        SessionState late = stating("u2", 2_000);
        SessionState silent = stating(null, 3_000);
        assertThat(early.merge(silent).merge(late).trait(Trait.USER_ID)).isEqualTo("u2");
        assertThat(late.merge(early).merge(silent).trait(Trait.USER_ID)).isEqualTo("u2");
    }

    @Test
    void nobodyIsMadeOfTwoPeople() {
        SessionState anna = user("A", "Anna", "anna@shop.example", 1_000);
        SessionState nameless = user("B", null, null, 2_000);
        assertUser(anna.merge(nameless), "B", null, null);
        assertUser(nameless.merge(anna), "B", null, null);
        SessionState ben = user("B", "Ben", null, 1_000);
        assertThat(ben.merge(anna)).as("at the same time the hash decides").isEqualTo(anna.merge(ben));
        assertUser(ben.merge(anna), "A", "Anna", "anna@shop.example");
    }

    @Test
    void whatWasSaidOfAUserHoldsWhileItIsTheSameOne() {
        SessionState named = user("A", "Anna", "anna@shop.example", 1_000);
        assertUser(named.merge(user("A", null, null, 2_000)), "A", "Anna", "anna@shop.example");
        assertUser(named.merge(user(null, null, null, 3_000)), "A", "Anna", "anna@shop.example");
        assertUser(user(null, "Anna", null, 1_000), null, "Anna", null);
    }

    @Test
    void theSdkKnowsBetterThanTheConnection() {
        SessionState observed = new SessionState(
                null,
                Islands.NONE,
                LatestTraits.NONE,
                LatestTraits.of(Generated.traits(null, "Firefox"), 9_000),
                new TreeMap<>(),
                SegmentSequence.NONE,
                false);
        assertThat(observed.trait(Trait.BROWSER)).isEqualTo("Firefox");
        SessionState stated = observed.merge(new SessionState(
                null,
                Islands.NONE,
                LatestTraits.of(Generated.traits(null, "Chrome"), 1_000),
                LatestTraits.NONE,
                new TreeMap<>(),
                SegmentSequence.NONE,
                false));
        assertThat(stated.trait(Trait.BROWSER)).isEqualTo("Chrome");
    }

    @Test
    void aBotIsOneWhateverItsSdkTakesItFor() {
        SessionState bot = device("PC", DeviceClass.BOT.word(), 1_000);
        assertThat(bot.trait(Trait.DEVICE)).isEqualTo("Bot");
        SessionState person = device("PC", DeviceClass.DESKTOP.word(), 2_000);
        assertThat(person.trait(Trait.DEVICE)).isEqualTo("PC");
        assertThat(bot.merge(person).trait(Trait.DEVICE)).isEqualTo("PC");
        assertThat(person.merge(bot).trait(Trait.DEVICE)).isEqualTo("PC");
    }

    @Test
    void aLateSegmentFillsTheHoleAndNamesItNoMore() {
        SessionState holed = segment(0).merge(segment(2));
        assertThat(holed.coverage().missing()).hasSize(1);
        assertThat(holed.merge(segment(1)).coverage().missing()).isEmpty();
    }

    @Test
    void whatIsMissingIsNotIdle() {
        SessionState whole = active(0, 0).merge(active(1, 300_000));
        assertThat(whole.inactivity(60_000, whole.coverage()).gaps()).containsExactly(new TimeSpan(0, 300_000));
        SessionState holed = active(0, 0).merge(active(2, 300_000));
        assertThat(holed.inactivity(60_000, holed.coverage()).gaps()).isEmpty();
    }

    @Test
    void aUsersActionIsActivityAndAScriptsIsNot() {
        assertThat(reduced(action(true)).activity()).isEqualTo(Islands.of(List.of(TimeSpan.at(5_000))));
        assertThat(reduced(action(false)).activity()).isEqualTo(Islands.NONE);
    }

    private record Orders(List<SessionState> once, List<SessionState> shuffled) {

        static Orders draw(RandomGenerator random) {
            List<SessionState> once = Laws.draw(
                    1 + random.nextInt(12),
                    random,
                    from -> Generated.contribution(from).state());
            return new Orders(once, Laws.shuffledWithDuplicates(once, random));
        }
    }

    private static SessionState state(RandomGenerator random) {
        return merged(Laws.draw(
                random.nextInt(4), random, from -> Generated.contribution(from).state()));
    }

    private static SessionState merged(List<SessionState> states) {
        return states.stream().reduce(SessionState.EMPTY, SessionState::merge);
    }

    private static SessionState stating(@Nullable String user, long atMs) {
        return new SessionState(
                null,
                Islands.NONE,
                LatestTraits.of(Generated.traits(user, null), atMs),
                LatestTraits.NONE,
                new TreeMap<>(),
                SegmentSequence.NONE,
                false);
    }

    private static SessionState device(String said, String learnt, long atMs) {
        return new SessionState(
                null,
                Islands.NONE,
                LatestTraits.of(Generated.device(said), atMs),
                LatestTraits.of(Generated.device(learnt), atMs),
                new TreeMap<>(),
                SegmentSequence.NONE,
                false);
    }

    private static SessionState user(@Nullable String id, @Nullable String name, @Nullable String email, long atMs) {
        return new SessionState(
                null,
                Islands.NONE,
                LatestTraits.of(Traits.ofUser(id, name, email, null), atMs),
                LatestTraits.NONE,
                new TreeMap<>(),
                SegmentSequence.NONE,
                false);
    }

    private static void assertUser(
            SessionState state, @Nullable String id, @Nullable String name, @Nullable String email) {
        assertThat(state.trait(Trait.USER_ID)).isEqualTo(id);
        assertThat(state.trait(Trait.USER_NAME)).isEqualTo(name);
        assertThat(state.trait(Trait.USER_EMAIL)).isEqualTo(email);
    }

    private static SessionState segment(int index) {
        return active(index, 1_000L * index);
    }

    private static SessionState active(int index, long atMs) {
        SegmentEnvelope envelope = new SegmentEnvelope(
                "v", index, null, Numbering.VIEW, 7, 10, Generated.traits(null, null), Generated.traits(null, null));
        return envelope.read(new SegmentFacts(
                        1,
                        atMs,
                        atMs,
                        Islands.of(List.of(TimeSpan.at(atMs))),
                        List.of(),
                        null,
                        List.of(),
                        false,
                        0,
                        null))
                .state();
    }

    private static SessionState reduced(RumEvent event) {
        return RumReduction.of(List.of(event), Generated.traits(null, null)).state();
    }

    private static RumEvent action(boolean userActivity) {
        return new RumEvent.Item(
                MarkerKind.ACTION,
                "a1",
                "v",
                5_000,
                null,
                1,
                "click on Buy",
                null,
                userActivity,
                List.of(),
                Generated.traits(null, null),
                "{}");
    }
}
