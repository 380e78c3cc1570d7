// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.testkit.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IslandsTest {

    private static final int TRIES = 2_000;

    private record Moments(List<TimeSpan> first, List<TimeSpan> second, List<TimeSpan> third, long thresholdMs) {}

    @Test
    void spansAreJoinedUpToFiveSecondsApart() {
        assertThat(Islands.of(List.of(TimeSpan.at(0), TimeSpan.at(5_000))).spans())
                .containsExactly(new TimeSpan(0, 5_000));
        assertThat(Islands.of(List.of(TimeSpan.at(5_001), TimeSpan.at(0))).spans())
                .containsExactly(TimeSpan.at(0), TimeSpan.at(5_001));
    }

    @Test
    void aSpanInsideAnotherAddsNothing() {
        assertThat(Islands.of(List.of(new TimeSpan(0, 90_000), new TimeSpan(10, 20), TimeSpan.at(95_000)))
                        .spans())
                .containsExactly(new TimeSpan(0, 95_000));
    }

    @Test
    void noThresholdFinerThanTheResolutionIsAnswered() {
        assertThatThrownBy(() -> Islands.NONE.joinedAt(4_999)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Islands.NONE.joinedAt(5_000)).isEmpty();
    }

    @Test
    void mergingIsCommutativeAssociativeAndIdempotent() {
        Property.forAll(TRIES, IslandsTest::moments, moments -> {
            Islands a = Islands.of(moments.first());
            Islands b = Islands.of(moments.second());
            Islands c = Islands.of(moments.third());
            assertThat(a.merge(b)).isEqualTo(b.merge(a));
            assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
            assertThat(a.merge(a)).isEqualTo(a);
            assertThat(a.merge(b).merge(b)).isEqualTo(a.merge(b));
            assertThat(a.merge(Islands.NONE)).isEqualTo(a);
            assertThat(Islands.NONE.merge(a)).isEqualTo(a);
        });
    }

    @Test
    void tooManyAreJoinedAtTheFirstDoublingThatLeavesFewEnough() {
        List<TimeSpan> moments = LongStream.range(0, 2L * Islands.MAX_SPANS)
                .mapToObj(number -> TimeSpan.at(number % 2 == 0 ? 50_000 * number : 50_000 * number - 10_000))
                .toList();
        assertThat(Islands.of(moments.subList(0, Islands.MAX_SPANS)).isCoarse()).isFalse();
        Islands coarse = Islands.of(moments);
        assertThat(coarse.resolutionMs()).isEqualTo(40_000);
        assertThat(coarse.spans()).hasSize(Islands.MAX_SPANS);
    }

    @Test
    void ofTooManyNoMoreThanTheLimitAreKeptAndAllOrdersAgreeAtTheCoarsestResolution() {
        Property.forAll(
                100, random -> Stream.generate(() -> dense(random)).limit(3).toList(), parts -> {
                    Islands a = Islands.of(parts.get(0));
                    Islands b = Islands.of(parts.get(1));
                    Islands c = Islands.of(parts.get(2));
                    Islands left = a.merge(b).merge(c);
                    Islands right = a.merge(b.merge(c));
                    Islands whole =
                            Islands.of(parts.stream().flatMap(List::stream).toList());
                    long coarsestMs =
                            Math.max(left.resolutionMs(), Math.max(right.resolutionMs(), whole.resolutionMs()));
                    assertThat(left.joinedAt(coarsestMs)).isEqualTo(whole.joinedAt(coarsestMs));
                    assertThat(right.joinedAt(coarsestMs)).isEqualTo(whole.joinedAt(coarsestMs));
                    assertThat(left.spans()).hasSizeLessThanOrEqualTo(Islands.MAX_SPANS);
                    assertThat(left.isCoarse()).isTrue();
                    assertThat(a.merge(b)).isEqualTo(b.merge(a));
                    assertThat(left.merge(left)).isEqualTo(left);
                    assertThat(left.merge(c)).isEqualTo(left);
                });
    }

    private static List<TimeSpan> dense(RandomGenerator random) {
        return Stream.generate(() -> TimeSpan.at(random.nextLong(40_000_000)))
                .limit(600 + random.nextInt(600))
                .toList();
    }

    @Test
    void mergingPartsIsTheSameAsJoiningAll() {
        Property.forAll(
                TRIES,
                IslandsTest::moments,
                moments -> assertThat(Islands.of(moments.first())
                                .merge(Islands.of(moments.second()))
                                .merge(Islands.of(moments.third())))
                        .isEqualTo(Islands.of(all(moments))));
    }

    @Test
    void anyCoarserThresholdIsAnsweredAsFromTheMomentsThemselves() {
        Property.forAll(
                TRIES,
                IslandsTest::moments,
                moments -> assertThat(Islands.of(all(moments)).joinedAt(moments.thresholdMs()))
                        .isEqualTo(joinedNaively(all(moments), moments.thresholdMs())));
    }

    private static List<TimeSpan> all(Moments moments) {
        return Stream.of(moments.first(), moments.second(), moments.third())
                .flatMap(List::stream)
                .toList();
    }

    /** Joins any two that are close enough until no two are. */
    private static List<TimeSpan> joinedNaively(List<TimeSpan> spans, long thresholdMs) {
        List<TimeSpan> apart = new ArrayList<>(new TreeSet<>(spans));
        Collections.shuffle(apart, new Random(spans.size()));
        for (int i = 0; i < apart.size(); i++) {
            for (int j = i + 1; j < apart.size(); j++) {
                TimeSpan a = apart.get(i);
                TimeSpan b = apart.get(j);
                if (a.startMs() - b.endMs() <= thresholdMs && b.startMs() - a.endMs() <= thresholdMs) {
                    apart.remove(j);
                    apart.set(i, a.cover(b));
                    return joinedNaively(apart, thresholdMs);
                }
            }
        }
        Collections.sort(apart);
        return apart;
    }

    private static Moments moments(RandomGenerator random) {
        return new Moments(spans(random), spans(random), spans(random), 5_000 + random.nextLong(60_000));
    }

    private static List<TimeSpan> spans(RandomGenerator random) {
        return Stream.generate(() -> {
                    long startMs = random.nextLong(400_000);
                    return new TimeSpan(startMs, startMs + (random.nextBoolean() ? 0 : random.nextLong(8_000)));
                })
                .limit(random.nextInt(12))
                .toList();
    }
}
