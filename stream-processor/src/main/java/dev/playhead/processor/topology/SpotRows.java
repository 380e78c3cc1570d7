// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.facts.SegmentFacts.Point;
import dev.playhead.formats.facts.SegmentFacts.Spot;
import dev.playhead.processor.row.PointRow;
import dev.playhead.processor.row.SpotRow;
import org.jspecify.annotations.Nullable;

/** {@link Spot} to and from its row. */
final class SpotRows {
    private SpotRows() {}

    static @Nullable SpotRow toRow(@Nullable Spot spot) {
        if (spot == null) {
            return null;
        }
        Point at = spot.at();
        return new SpotRow(spot.target(), at == null ? null : new PointRow(at.x(), at.y()));
    }

    static @Nullable Spot fromRow(@Nullable SpotRow row) {
        if (row == null) {
            return null;
        }
        PointRow at = row.getAt();
        return new Spot(row.getTarget(), at == null ? null : new Point(at.getX(), at.getY()));
    }
}
