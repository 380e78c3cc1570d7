// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

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
    public RrwebConversion conversion() {
        throw new UnsupportedOperationException();
    }
}
