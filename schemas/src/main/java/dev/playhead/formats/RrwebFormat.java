// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.RumFacts;
import dev.playhead.formats.facts.RumSlice;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.formats.playback.LaneConversion;
import dev.playhead.formats.playback.RrwebConversion;
import dev.playhead.formats.segment.RrwebBatch;
import java.util.List;
import java.util.function.Predicate;

/** Plain rrweb 2, in batches of our own. It has no RUM events: what it knows is in the recording. */
public final class RrwebFormat implements RecordingFormat {

    @Override
    public Decoded<SegmentFacts> segment(Body body) {
        return RrwebBatch.read(body);
    }

    @Override
    public Decoded<RumFacts> rum(Body body) {
        return new Decoded.Rejected<>(RejectReason.UNKNOWN_FORMAT, "rrweb has no RUM events");
    }

    @Override
    public List<RumSlice> rumSlices(byte[] inflated) {
        return List.of();
    }

    @Override
    public byte[] joinRum(byte[] inflated, List<RumSlice> slices) {
        throw new IllegalArgumentException("rrweb has no RUM events");
    }

    @Override
    public boolean numbersThroughSession() {
        return true;
    }

    @Override
    public RrwebConversion conversion(Predicate<String> assetOrigins) {
        return LaneConversion.rrweb(assetOrigins);
    }
}
