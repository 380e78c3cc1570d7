// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.Fingerprint;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.formats.facts.Traits;
import dev.playhead.processor.marker.Entry;
import dev.playhead.processor.marker.MarkerRules;
import dev.playhead.timeline.Islands;
import dev.playhead.timeline.TimeSpan;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A segment without its body.
 *
 * @param index position in its sequence, from 0; null where the format has none
 * @param uuid the SDK's own id; null where there is none
 * @param numbering what an index counts through
 * @param crc CRC-32C of the body, not negative
 * @param bytes stored size of the body
 * @param stated what the SDK says beside the body
 * @param observed what the gateway learnt from the connection
 */
public record SegmentEnvelope(
        String view,
        @Nullable Integer index,
        @Nullable String uuid,
        Numbering numbering,
        long crc,
        long bytes,
        Traits stated,
        Traits observed) {

    /** What the segments of a format are numbered through. */
    public enum Numbering {
        VIEW,
        SESSION
    }

    /** What a segment that could be read says about its session. */
    public Contribution read(SegmentFacts facts) {
        TimeSpan recorded = new TimeSpan(facts.startMs(), facts.endMs());
        Rank rank = new Rank(facts.records(), crc);
        SegmentSequence sequence = index == null
                ? SegmentSequence.NONE
                : SegmentSequence.ofReadable(IndexRanges.of(index, view, facts.startMs(), facts.endMs(), rank));
        FirstPage page = facts.firstUrl() == null
                ? null
                : new FirstPage(facts.firstUrl().atMs(), facts.firstUrl().url());
        LatestTraits said = LatestTraits.of(stated, facts.endMs());
        if (facts.traits() != null) {
            said = said.merge(LatestTraits.of(facts.traits(), facts.endMs()));
        }
        SessionState state = state(
                facts.activity().spans().stream().reduce(recorded, TimeSpan::cover),
                facts.activity(),
                said,
                LatestTraits.of(observed, facts.endMs()),
                new ViewState(recorded, null, page, null, SegmentSequence.NONE),
                sequence);
        return new Contribution(state, List.of(variant(facts, rank)));
    }

    /** What a segment that could not be read says about its session: that it is not lost. */
    public Contribution rejected() {
        return unread(index == null ? SegmentSequence.NONE : SegmentSequence.ofRejected(index));
    }

    /** What one part of a split segment says about its session, whether or not the other parts come. */
    public Contribution inPart() {
        return unread(index == null ? SegmentSequence.NONE : SegmentSequence.ofPartial(index));
    }

    private Contribution unread(SegmentSequence sequence) {
        SessionState state = state(null, Islands.NONE, LatestTraits.NONE, LatestTraits.NONE, ViewState.NAMED, sequence);
        return new Contribution(state, List.of());
    }

    /** {@code VIEW:INDEX}, or {@code VIEW:UUID}, or {@code VIEW:HASH} where there is neither. */
    public String id(SegmentFacts facts) {
        return view + ':' + name(facts);
    }

    private String name(SegmentFacts facts) {
        if (index != null) {
            return Integer.toString(index);
        }
        if (uuid != null) {
            return uuid;
        }
        return HexFormat.of()
                .toHexDigits(Fingerprint.of(
                        "%s/%d/%d/%d/%d".formatted(view, facts.startMs(), facts.endMs(), facts.records(), crc)));
    }

    private SessionState state(
            @Nullable TimeSpan span,
            Islands activity,
            LatestTraits said,
            LatestTraits learnt,
            ViewState inView,
            SegmentSequence sequence) {
        return switch (numbering) {
            case VIEW -> {
                ViewState numbered = inView.merge(new ViewState(null, null, null, null, sequence));
                yield new SessionState(span, activity, said, learnt, views(numbered), SegmentSequence.NONE, false);
            }
            case SESSION -> new SessionState(span, activity, said, learnt, views(inView), sequence, false);
        };
    }

    private SortedMap<String, ViewState> views(ViewState state) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(view, state)));
    }

    private Variant variant(SegmentFacts facts, Rank rank) {
        List<Entry> entries = MarkerRules.of(view, name(facts), facts.markers());
        return new Variant(new MemberId(MemberId.Kind.SEGMENT, id(facts)), rank, view, facts.startMs(), bytes, entries);
    }
}
