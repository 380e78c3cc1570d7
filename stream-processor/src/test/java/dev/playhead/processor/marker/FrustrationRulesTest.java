// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.marker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.SegmentFacts.Point;
import dev.playhead.formats.facts.SegmentFacts.Spot;
import dev.playhead.testkit.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrustrationRulesTest {
    private static final int TRIES = 1_000;

    @Test
    void theThirdClickOnOneTargetWithinASecondIsARageClick() {
        assertThat(found(on(7, 0), on(7, 500), on(7, 1_000))).containsExactly("1000.rage_click");
        assertThat(found(on(7, 0), on(7, 500), on(7, 1_001))).isEmpty();
        assertThat(found(on(7, 0), on(7, 500))).isEmpty();
        assertThat(found(on(7, 0), on(8, 500), on(7, 1_000))).isEmpty();
    }

    @Test
    void soIsOneWithin50PixelsOfTheOthers() {
        assertThat(found(at(0, 0, 0), at(30, 40, 1), at(0, 50, 2))).containsExactly("2.rage_click");
        assertThat(found(at(0, 0, 0), at(0, 51, 1), at(0, 51, 2))).isEmpty();
        assertThat(found(at(-10, -10, 0), at(10, 10, 1), at(0, 0, 2))).containsExactly("2.rage_click");
    }

    @Test
    void oneClickOnTheTargetAndOneNearIsEnough() {
        assertThat(found(
                        click(7, new Point(500, 500), 0), click(8, new Point(0, 0), 1), click(7, new Point(10, 10), 2)))
                .containsExactly("2.rage_click");
        assertThat(found(click(7, new Point(0, 0), 0), click(7, new Point(0, 0), 1)))
                .as("the same click in both ways is one")
                .isEmpty();
    }

    @Test
    void aClickThatAnErrorFollowsWithinASecondIsAnErrorClick() {
        assertThat(errors(on(7, 5), 1_005)).containsExactly("5.error_click");
        assertThat(errors(on(7, 5), 5)).containsExactly("5.error_click");
        assertThat(errors(on(7, 5), 1_006)).isEmpty();
        assertThat(errors(on(7, 5), 4)).isEmpty();
    }

    @Test
    void whatIsFoundIsThatOfTheDefinitionInWhateverOrderItCame() {
        Property.forAll(TRIES, FrustrationRulesTest::clicks, clicks -> {
            List<Click> shuffled = new ArrayList<>(clicks);
            Collections.shuffle(shuffled, new Random(clicks.size()));
            assertThat(found(shuffled.toArray(Click[]::new))).isEqualTo(byDefinition(clicks));
        });
    }

    @Test
    void moreDataOnlyAdds() {
        Property.forAll(TRIES, FrustrationRulesTest::clicks, clicks -> {
            List<Click> some = clicks.subList(0, clicks.size() / 2);
            assertThat(found(clicks.toArray(Click[]::new))).containsAll(found(some.toArray(Click[]::new)));
        });
    }

    private static List<Click> clicks(RandomGenerator random) {
        return IntStream.range(0, random.nextInt(12))
                .mapToObj(number -> new Click(
                        new EntryKey(MarkerKind.CLICK, 250L * random.nextInt(10), "c" + number),
                        new Spot(
                                random.nextBoolean() ? null : (Integer) random.nextInt(3),
                                random.nextInt(4) == 0
                                        ? null
                                        : new Point(30 * random.nextInt(-3, 3), 30 * random.nextInt(-3, 3))),
                        0))
                .toList();
    }

    private static Set<String> byDefinition(List<Click> clicks) {
        return clicks.stream()
                .filter(click -> clicks.stream()
                                .filter(other -> other.key().compareTo(click.key()) < 0)
                                .filter(other -> click.atMs() - other.atMs() <= 1_000)
                                .filter(other -> isSameTarget(click.spot(), other.spot())
                                        || click.spot().isWithin(50, other.spot()))
                                .count()
                        >= 2)
                .map(click -> click.key().id() + ".rage_click")
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isSameTarget(Spot one, Spot other) {
        return one.target() != null && one.target().equals(other.target());
    }

    private static Set<String> found(Click... clicks) {
        return MarkerRules.frustrations(new ViewMarks(List.of(clicks), new TreeSet<>()))
                .map(frustration -> frustration.key().id())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> errors(Click click, long... errorsMs) {
        TreeSet<Long> errors = LongStream.of(errorsMs).boxed().collect(Collectors.toCollection(TreeSet::new));
        return MarkerRules.frustrations(new ViewMarks(List.of(click), errors))
                .map(frustration -> frustration.key().id())
                .collect(Collectors.toSet());
    }

    private static Click on(int target, long atMs) {
        return click(target, null, atMs);
    }

    private static Click at(int x, int y, long atMs) {
        return click(null, new Point(x, y), atMs);
    }

    private static Click click(@Nullable Integer target, @Nullable Point point, long atMs) {
        return new Click(new EntryKey(MarkerKind.CLICK, atMs, Long.toString(atMs)), new Spot(target, point), 0);
    }
}
