// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.processor.lifecycle.Lifecycle;
import dev.playhead.processor.marker.EntryKey;
import dev.playhead.processor.row.CutRow;
import dev.playhead.processor.row.EntryKeyRow;
import dev.playhead.processor.row.SessionRow;
import dev.playhead.processor.row.SpanRow;
import dev.playhead.processor.row.TraitRow;
import dev.playhead.processor.row.ViewRow;
import dev.playhead.processor.session.Cuts;
import dev.playhead.processor.session.Latest;
import dev.playhead.processor.session.LatestTraits;
import dev.playhead.processor.session.ReceiptTimes;
import dev.playhead.processor.session.SessionCut;
import dev.playhead.processor.session.SessionLimit;
import dev.playhead.processor.session.SessionState;
import dev.playhead.processor.session.Trait;
import dev.playhead.processor.session.ViewState;
import dev.playhead.schemas.SessionKey;
import dev.playhead.timeline.Islands;
import dev.playhead.timeline.TimeSpan;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@link TrackedSession} to and from its row. */
final class SessionRows {

    private SessionRows() {}

    static SessionRow toRow(TrackedSession session) {
        SessionState state = session.state();
        return new SessionRow(
                session.key().app(),
                session.key().session(),
                session.received().anchorMs(),
                session.received().lastMs(),
                session.lifecycle().closed(),
                session.lifecycle().revision(),
                state.ended(),
                session.received().skewMs(),
                toRow(state.span()),
                state.activity().spans().stream()
                        .map(span -> new SpanRow(span.startMs(), span.endMs()))
                        .toList(),
                toRows(state.stated()),
                toRows(state.observed()),
                SequenceRows.toRow(state.sequence(), null),
                state.views().entrySet().stream()
                        .map(view -> ViewRows.toRow(
                                view.getKey(),
                                view.getValue(),
                                session.received().viewsMs().get(view.getKey())))
                        .toList(),
                session.cuts().markers().values().stream()
                        .map(MemberRows::toRow)
                        .toList(),
                toRow(session.cuts().session()),
                state.activity().resolutionMs(),
                state.toleratedHoles());
    }

    static TrackedSession fromRow(SessionRow row) {
        SortedMap<String, ViewState> views = new TreeMap<>();
        SortedMap<String, Long> viewsMs = new TreeMap<>();
        for (ViewRow view : row.getViews()) {
            views.put(view.getId(), ViewRows.fromRow(view));
            Long receivedMs = view.getReceivedMs();
            if (receivedMs != null) {
                viewsMs.put(view.getId(), receivedMs);
            }
        }
        SessionState state = new SessionState(
                fromRow(row.getSpan()),
                new Islands(
                        row.getIslands().stream()
                                .map(span -> new TimeSpan(span.getStartMs(), span.getEndMs()))
                                .toList(),
                        row.getResolutionMs()),
                fromRows(row.getStated()),
                fromRows(row.getObserved()),
                views,
                SequenceRows.fromRow(row.getSequence(), null),
                row.getEnded(),
                row.getToleratedHoles());
        return new TrackedSession(
                new SessionKey(row.getApp(), row.getSession()),
                new ReceiptTimes(row.getAnchorMs(), row.getLastReceivedMs(), row.getSkewMs(), viewsMs),
                new Lifecycle(row.getClosed(), row.getRevision()),
                state,
                new Cuts(markerCuts(row.getCuts()), fromRow(row.getCut())));
    }

    private static SortedMap<MarkerKind, EntryKey> markerCuts(List<EntryKeyRow> rows) {
        SortedMap<MarkerKind, EntryKey> cuts = new TreeMap<>();
        for (EntryKeyRow row : rows) {
            EntryKey key = MemberRows.keyOf(row);
            cuts.put(key.kind(), key);
        }
        return cuts;
    }

    private static @Nullable CutRow toRow(@Nullable SessionCut cut) {
        return cut == null ? null : new CutRow(cut.atMs(), cut.id(), cut.limit().name());
    }

    private static @Nullable SessionCut fromRow(@Nullable CutRow row) {
        return row == null ? null : new SessionCut(row.getAtMs(), row.getId(), SessionLimit.valueOf(row.getLimit()));
    }

    static @Nullable SpanRow toRow(@Nullable TimeSpan span) {
        return span == null ? null : new SpanRow(span.startMs(), span.endMs());
    }

    static @Nullable TimeSpan fromRow(@Nullable SpanRow row) {
        return row == null ? null : new TimeSpan(row.getStartMs(), row.getEndMs());
    }

    private static List<TraitRow> toRows(LatestTraits traits) {
        return traits.values().entrySet().stream()
                .map(trait -> new TraitRow(
                        trait.getKey().name(),
                        trait.getValue().value(),
                        trait.getValue().atMs(),
                        trait.getValue().user()))
                .toList();
    }

    private static LatestTraits fromRows(List<TraitRow> rows) {
        SortedMap<Trait, Latest> values = new TreeMap<>();
        rows.forEach(row ->
                values.put(Trait.valueOf(row.getTrait()), new Latest(row.getValue(), row.getAtMs(), row.getUser())));
        return new LatestTraits(values);
    }
}
