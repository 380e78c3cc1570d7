// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.formats.facts.SegmentFacts.PageUrl;
import dev.playhead.formats.facts.SegmentFacts.RecordedMarker;
import dev.playhead.formats.facts.Traits;
import dev.playhead.processor.row.FactsRow;
import dev.playhead.processor.row.MarkerRow;
import dev.playhead.processor.row.SaidRow;
import dev.playhead.processor.row.SpanRow;
import dev.playhead.processor.session.Trait;
import dev.playhead.timeline.Islands;
import dev.playhead.timeline.TimeSpan;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@link SegmentFacts} to and from their row. */
final class FactsRows {

    private FactsRows() {}

    static FactsRow toRow(SegmentFacts facts) {
        PageUrl page = facts.firstUrl();
        Traits traits = facts.traits();
        return new FactsRow(
                facts.records(),
                facts.startMs(),
                facts.endMs(),
                facts.activity().spans().stream()
                        .map(span -> new SpanRow(span.startMs(), span.endMs()))
                        .toList(),
                facts.fullSnapshotsMs(),
                page == null ? null : page.atMs(),
                page == null ? null : page.url(),
                facts.markers().stream()
                        .map(marker -> new MarkerRow(
                                marker.kind().name(),
                                marker.position(),
                                marker.atMs(),
                                marker.label(),
                                marker.attributes(),
                                SpotRows.toRow(marker.spot())))
                        .toList(),
                facts.stateful(),
                facts.unknownRecords(),
                traits == null ? null : toRows(traits));
    }

    static SegmentFacts fromRow(FactsRow row) {
        Long pageMs = row.getFirstUrlMs();
        String pageUrl = row.getFirstUrl();
        List<SaidRow> said = row.getTraits();
        return new SegmentFacts(
                row.getRecords(),
                row.getStartMs(),
                row.getEndMs(),
                Islands.of(row.getActivity().stream()
                        .map(span -> new TimeSpan(span.getStartMs(), span.getEndMs()))
                        .toList()),
                row.getFullSnapshotsMs(),
                pageMs == null || pageUrl == null ? null : new PageUrl(pageMs, pageUrl),
                row.getMarkers().stream()
                        .map(marker -> new RecordedMarker(
                                MarkerKind.valueOf(marker.getKind()),
                                marker.getPosition(),
                                marker.getAtMs(),
                                marker.getLabel(),
                                marker.getAttributes(),
                                SpotRows.fromRow(marker.getSpot())))
                        .toList(),
                row.getStateful(),
                row.getUnknownRecords(),
                said == null ? null : traits(said));
    }

    static List<SaidRow> toRows(Traits traits) {
        return Stream.of(Trait.values())
                .flatMap(trait -> Stream.ofNullable(trait.of(traits)).map(value -> new SaidRow(trait.name(), value)))
                .toList();
    }

    static Traits traits(List<SaidRow> rows) {
        Map<Trait, String> said = new EnumMap<>(Trait.class);
        rows.forEach(row -> said.put(Trait.valueOf(row.getTrait()), row.getValue()));
        return new Traits(
                said.get(Trait.USER_ID),
                said.get(Trait.USER_NAME),
                said.get(Trait.USER_EMAIL),
                said.get(Trait.BROWSER),
                said.get(Trait.OS),
                said.get(Trait.DEVICE),
                said.get(Trait.COUNTRY),
                said.get(Trait.ENV),
                said.get(Trait.SERVICE),
                said.get(Trait.VERSION),
                said.get(Trait.SDK_NAME),
                said.get(Trait.SDK_VERSION),
                said.get(Trait.ATTRIBUTES));
    }
}
