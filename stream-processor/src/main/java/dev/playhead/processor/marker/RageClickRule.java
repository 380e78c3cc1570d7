// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.marker;

import dev.playhead.formats.facts.SegmentFacts.Point;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A click that at least two others precede within a second, each on the same target or within 50 px.
 *
 * <p>Earlier clicks are looked up by target and by squares of the page, so that a thousand clicks in one second, made
 * up to be compared with one another, are not.
 */
final class RageClickRule implements FrustrationRule {
    private static final int CLICKS_BEFORE = 2;
    private static final long WITHIN_MS = MarkerRules.REACH_MS;
    private static final int WITHIN_PX = 50;

    @Override
    public String type() {
        return "rage_click";
    }

    @Override
    public Stream<Click> clicks(ViewMarks marks) {
        Map<Integer, Deque<Click>> byTarget = new HashMap<>();
        Map<Square, Deque<Click>> bySquare = new HashMap<>();
        List<Click> found = new ArrayList<>();
        for (Click click : marks.clicks()) {
            Integer target = click.spot().target();
            Point point = click.spot().at();
            Set<Click> before = new HashSet<>();
            if (target != null) {
                Deque<Click> same = byTarget.computeIfAbsent(target, key -> new ArrayDeque<>());
                latest(same, click).limit(CLICKS_BEFORE).forEach(before::add);
                same.addFirst(click);
            }
            if (point != null) {
                Square square = Square.of(point);
                square.around()
                        .flatMap(near -> latest(bySquare.getOrDefault(near, new ArrayDeque<>()), click)
                                .filter(other -> other.spot().isWithin(WITHIN_PX, click.spot()))
                                .limit(CLICKS_BEFORE))
                        .forEach(before::add);
                bySquare.computeIfAbsent(square, key -> new ArrayDeque<>()).addFirst(click);
            }
            if (before.size() >= CLICKS_BEFORE) {
                found.add(click);
            }
        }
        return found.stream();
    }

    /** The newest first. */
    private static Stream<Click> latest(Deque<Click> earlier, Click click) {
        return earlier.stream().takeWhile(other -> other.atMs() >= click.atMs() - WITHIN_MS);
    }

    /** A square of the page, so large that what is near a point in it is in it or in one of those around it. */
    private record Square(int column, int row) {
        static Square of(Point point) {
            return new Square(Math.floorDiv(point.x(), WITHIN_PX), Math.floorDiv(point.y(), WITHIN_PX));
        }

        Stream<Square> around() {
            return IntStream.rangeClosed(column - 1, column + 1)
                    .boxed()
                    .flatMap(x -> IntStream.rangeClosed(row - 1, row + 1).mapToObj(y -> new Square(x, y)));
        }
    }
}
