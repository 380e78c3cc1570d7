// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.body.Decoded.Facts;
import dev.playhead.formats.body.Decoded.Rejected;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.processor.row.OriginRow;
import dev.playhead.processor.row.PartSetRow;
import dev.playhead.processor.row.PlaceRow;
import dev.playhead.processor.row.RejectionRow;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@link PartSet} to and from its row. */
final class PartSetRows {

    private PartSetRows() {}

    static PartSetRow toRow(PartSet set) {
        PartSetRow row = new PartSetRow(
                set.receivedMs(),
                set.places().entrySet().stream()
                        .map(part -> new PlaceRow(
                                part.getKey(),
                                part.getValue().partition(),
                                part.getValue().offset(),
                                part.getValue().bytes()))
                        .toList(),
                set.origins().stream()
                        .map(origin ->
                                new OriginRow(FactsRows.toRows(origin.stated()), FactsRows.toRows(origin.observed())))
                        .toList(),
                null,
                null);
        switch (set.outcome()) {
            case Facts(SegmentFacts facts) -> row.setFacts(FactsRows.toRow(facts));
            case Rejected<SegmentFacts>(RejectReason reason, String detail) ->
                row.setRejection(new RejectionRow(reason.name(), detail));
            case null -> {}
        }
        return row;
    }

    static PartSet fromRow(PartSetRow row) {
        SortedMap<Integer, Place> places = new TreeMap<>();
        row.getPlaces()
                .forEach(place -> places.put(
                        place.getPart(), new Place(place.getPartition(), place.getOffset(), place.getBytes())));
        Set<Origin> origins = new LinkedHashSet<>();
        row.getOrigins()
                .forEach(origin -> origins.add(
                        new Origin(FactsRows.traits(origin.getStated()), FactsRows.traits(origin.getObserved()))));
        return new PartSet(places, origins, row.getReceivedMs(), outcome(row));
    }

    private static @Nullable Decoded<SegmentFacts> outcome(PartSetRow row) {
        if (row.getFacts() != null) {
            return new Facts<>(FactsRows.fromRow(row.getFacts()));
        }
        RejectionRow rejection = row.getRejection();
        return rejection == null
                ? null
                : new Rejected<>(RejectReason.valueOf(rejection.getReason()), rejection.getDetail());
    }
}
