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
import dev.playhead.formats.rum.GuanceBatch;
import dev.playhead.formats.rum.GuanceRum;
import dev.playhead.formats.segment.BrowserSdkSegment;
import java.util.List;
import java.util.function.Predicate;

/** Guance's browser SDK ({@code @cloudcare/browser-rum}), 3.0 and later: a fork of Datadog's v4 and v5. */
public final class GuanceFormat implements RecordingFormat {

    @Override
    public Decoded<SegmentFacts> segment(Body body) {
        return BrowserSdkSegment.read(body);
    }

    @Override
    public Decoded<RumFacts> rum(Body body) {
        return GuanceRum.read(body);
    }

    @Override
    public List<RumSlice> rumSlices(byte[] inflated) {
        return GuanceBatch.slices(inflated);
    }

    @Override
    public byte[] joinRum(byte[] inflated, List<RumSlice> slices) {
        return GuanceBatch.join(inflated, slices);
    }

    @Override
    public boolean numbersThroughSession() {
        return false;
    }

    @Override
    public RrwebConversion conversion(Predicate<String> assetOrigins) {
        return LaneConversion.browserSdk(assetOrigins);
    }
}
