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
import dev.playhead.formats.rum.PostHogBatch;
import dev.playhead.formats.rum.PostHogRum;
import dev.playhead.formats.segment.EventArray;
import java.util.List;
import java.util.function.Predicate;

/**
 * PostHog's browser SDK ({@code posthog-js}). A segment is the {@code $snapshot_data} of one {@code $snapshot} event,
 * byte for byte: an array of rrweb events, parts of them packed. A request may hold several such events, and what
 * stands around their data changes with each try ({@code sent_at}), while the data itself does not. All other events
 * are RUM.
 */
public final class PostHogFormat implements RecordingFormat {

    @Override
    public Decoded<SegmentFacts> segment(Body body) {
        return EventArray.postHog(body);
    }

    @Override
    public Decoded<RumFacts> rum(Body body) {
        return PostHogRum.read(body);
    }

    @Override
    public List<RumSlice> rumSlices(byte[] inflated) {
        return PostHogBatch.slices(inflated);
    }

    @Override
    public byte[] joinRum(byte[] inflated, List<RumSlice> slices) {
        return PostHogBatch.join(inflated, slices);
    }

    @Override
    public boolean numbersThroughSession() {
        return false;
    }

    @Override
    public RrwebConversion conversion(Predicate<String> assetOrigins) {
        return LaneConversion.postHog(assetOrigins);
    }
}
