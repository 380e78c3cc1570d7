// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SegmentRef;
import java.util.List;
import java.util.SortedMap;

/**
 * A readable segment and where its bytes lie.
 *
 * @param id as in {@link SegmentRef}
 * @param segment any of its records
 * @param places of all its parts, by part
 */
record PlacedSegment(String id, Segment segment, SegmentFacts facts, SortedMap<Integer, Place> places) {

    /** Generation of the topics that this release reads. */
    private static final int GENERATION = 1;

    /** One for each part. */
    List<SegmentRef> refs(long anchorMs, long firstReceivedMs) {
        long bytes = places.values().stream().mapToLong(Place::bytes).sum();
        return places.entrySet().stream()
                .map(part -> ref(part.getKey(), part.getValue(), bytes, anchorMs, firstReceivedMs))
                .toList();
    }

    private SegmentRef ref(int part, Place place, long bytes, long anchorMs, long firstReceivedMs) {
        return SegmentRef.newBuilder()
                .setApp(segment.getApp())
                .setSession(segment.getSession())
                .setAnchorMs(anchorMs)
                .setId(id)
                .setView(segment.getView())
                .setIndex(segment.getIndex())
                .setPart(part)
                .setParts(segment.getParts())
                .setFormat(segment.getFormat())
                .setEncoding(segment.getEncoding())
                .setStartMs(facts.startMs())
                .setEndMs(facts.endMs())
                .setRecords(facts.records())
                .setBytes(bytes)
                .setFullSnapshotsMs(facts.fullSnapshotsMs())
                .setStateful(facts.stateful())
                .setCrc32c(segment.getCrc32c())
                .setGeneration(GENERATION)
                .setPartition(place.partition())
                .setOffset(place.offset())
                .setReceivedAtMs(firstReceivedMs)
                .build();
    }
}
