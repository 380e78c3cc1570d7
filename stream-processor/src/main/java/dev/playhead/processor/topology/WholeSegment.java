// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.RecordingFormat;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.processor.session.Contribution;
import dev.playhead.processor.session.SegmentEnvelope;
import dev.playhead.processor.session.SegmentEnvelope.Numbering;
import dev.playhead.processor.session.SessionState;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Segment;
import java.util.List;

/**
 * A segment of which all bytes came, in one record or in several, and what they turned out to hold.
 *
 * @param head any of its records
 * @param set all of them
 */
record WholeSegment(SessionKey session, Segment head, PartSet set, Decoded<SegmentFacts> outcome) {

    Arrival read(SegmentFacts facts) {
        List<Contribution> said = set.origins().stream()
                .map(origin -> envelope(head, set.bytes(), origin).read(facts))
                .toList();
        SessionState state = said.stream().map(Contribution::state).reduce(SessionState.EMPTY, SessionState::merge);
        PlacedSegment placed =
                new PlacedSegment(envelope(head, set.bytes(), Origin.of(head)).id(facts), head, facts, set.places());
        return new Arrival(
                session,
                set.receivedMs(),
                new Contribution(state, said.getFirst().variants()),
                placed);
    }

    Arrival rejected() {
        return new Arrival(
                session,
                set.receivedMs(),
                envelope(head, set.bytes(), Origin.of(head)).rejected(),
                null);
    }

    /** @param bytes size of the whole body */
    static SegmentEnvelope envelope(Segment head, long bytes, Origin origin) {
        boolean throughSession =
                RecordingFormat.numbersThroughSession(head.getFormat().name());
        return new SegmentEnvelope(
                head.getView(),
                head.getIndex(),
                head.getUuid(),
                throughSession ? Numbering.SESSION : Numbering.VIEW,
                Integer.toUnsignedLong(head.getCrc32c()),
                bytes,
                origin.stated(),
                origin.observed());
    }
}
