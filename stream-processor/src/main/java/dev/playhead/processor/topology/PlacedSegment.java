// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SegmentRef;

/**
 * A readable segment and where its bytes lie.
 *
 * @param id as in {@link SegmentRef}
 */
record PlacedSegment(String id, Segment segment, SegmentFacts facts, int partition, long offset) {

    /** Generation of the topics that this release reads. */
    private static final int GENERATION = 1;

    SegmentRef ref(long anchorMs, long firstReceivedMs) {
        return SegmentRef.newBuilder()
                .setApp(segment.getApp())
                .setSession(segment.getSession())
                .setAnchorMs(anchorMs)
                .setId(id)
                .setView(segment.getView())
                .setIndex(segment.getIndex())
                .setPart(segment.getPart())
                .setParts(segment.getParts())
                .setFormat(segment.getFormat())
                .setEncoding(segment.getEncoding())
                .setStartMs(facts.startMs())
                .setEndMs(facts.endMs())
                .setRecords(facts.records())
                .setBytes(segment.getBody().remaining())
                .setFullSnapshotsMs(facts.fullSnapshotsMs())
                .setStateful(facts.stateful())
                .setCrc32c(segment.getCrc32c())
                .setGeneration(GENERATION)
                .setPartition(partition)
                .setOffset(offset)
                .setReceivedAtMs(firstReceivedMs)
                .build();
    }
}
