// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.facts.RumFacts;
import dev.playhead.formats.facts.RumSlice;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.formats.playback.LaneConversion;
import dev.playhead.formats.playback.RrwebConversion;
import dev.playhead.formats.rum.SentryReplayEvent;
import dev.playhead.formats.segment.EventArray;
import java.util.List;
import java.util.function.Predicate;

/**
 * Sentry's browser SDK, its replay integration. A segment is the payload of one {@code replay_recording} item without
 * its first line: an array of rrweb events, zlib-compressed or plain. The {@code replay_event} item that comes with it
 * is a RUM batch of its own where it names errors. Neither says which project it is of: that stands in the request's
 * path.
 */
public final class SentryFormat implements RecordingFormat {

    @Override
    public Decoded<SegmentFacts> segment(Body body) {
        return EventArray.sentry(body);
    }

    @Override
    public Decoded<RumFacts> rum(Body body) {
        return SentryReplayEvent.read(body);
    }

    @Override
    public List<RumSlice> rumSlices(byte[] inflated) {
        return List.of();
    }

    @Override
    public byte[] joinRum(byte[] inflated, List<RumSlice> slices) {
        throw new IllegalArgumentException("a replay event is not taken apart");
    }

    @Override
    public boolean numbersThroughSession() {
        return true;
    }

    @Override
    public RrwebConversion conversion(Predicate<String> assetOrigins) {
        return LaneConversion.sentry(assetOrigins);
    }
}
