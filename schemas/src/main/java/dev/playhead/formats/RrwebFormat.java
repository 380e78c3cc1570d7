// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import java.util.List;

/** Placeholder until the formats land. */
public final class RrwebFormat implements RecordingFormat {
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
        return List.of();
    }

    @Override
    public byte[] joinRum(byte[] inflated, List<RumSlice> slices) {
        throw new IllegalArgumentException("rrweb has no RUM events");
    }

    @Override
    public RrwebConversion conversion() {
        throw new UnsupportedOperationException();
    }
}
