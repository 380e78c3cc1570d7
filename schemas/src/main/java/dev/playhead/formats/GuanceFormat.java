// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import java.util.List;

/** Placeholder until the formats land. */
public final class GuanceFormat implements RecordingFormat {
    @Override
    public Decoded<SegmentFacts> segment(Body body) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Decoded<RumFacts> rum(Body body) {
        throw new UnsupportedOperationException();
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
    public RrwebConversion conversion() {
        throw new UnsupportedOperationException();
    }
}
