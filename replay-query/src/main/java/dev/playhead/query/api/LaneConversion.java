// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.applications.OriginPattern;
import dev.playhead.formats.RecordingFormat;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.playback.RrwebConversion;
import dev.playhead.query.api.ReplayPlan.Range;
import dev.playhead.query.api.ReplayPlan.Step.Play;
import dev.playhead.query.store.SegmentBodies.Fetched;
import dev.playhead.query.store.SegmentBodies.Fetched.Gone;
import dev.playhead.query.store.SegmentBodies.Fetched.Present;
import dev.playhead.query.store.SegmentBodies.Fetched.Replaced;
import dev.playhead.schemas.v1.SegmentRef;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns one lane's segments into the lines of its replay. For one thread at a time. */
final class LaneConversion {

    private static final int FULL_SNAPSHOT = 2;
    private static final int META = 4;

    private final Lane lane;
    private final Range range;
    private final BodyLimits limits;
    private final List<OriginPattern> assetOrigins;
    private final EventLines lines;
    private @Nullable RrwebConversion conversion;

    /** Whether a segment could not be had or read that those up to the next full snapshot cannot do without. */
    private boolean lost;

    LaneConversion(Lane lane, Range range, BodyLimits limits, List<OriginPattern> assetOrigins, EventLines lines) {
        this.lane = lane;
        this.range = range;
        this.limits = limits;
        this.assetOrigins = List.copyOf(assetOrigins);
        this.lines = lines;
    }

    /** Writes the events of a segment; a gap where its bytes cannot be had or read to their end. */
    void play(Play step, Fetched body) {
        switch (body) {
            case Present(byte[] bytes) when !lost -> convert(step, bytes, step.snapshotMs());
            case Present(byte[] bytes) -> {
                OptionalLong snapshotMs = step.segment().firstFullSnapshotMs();
                if (snapshotMs.isPresent()) {
                    convert(step, bytes, snapshotMs);
                }
            }
            case Gone() -> gap(step, Damage.EXPIRED);
            case Replaced() -> gap(step, Damage.LOST);
        }
    }

    String view() {
        return lane.view();
    }

    void gap(Damage damage) {
        lines.gap(damage);
    }

    /** Whether what was played last cannot be shown, and nothing can until the next full snapshot. */
    boolean isLost() {
        return lost;
    }

    /** Operations that were dropped because they refer to what no full snapshot has shown. */
    long droppedOperations() {
        return conversion == null ? 0 : conversion.droppedOperations();
    }

    /** @param snapshotMs as in a step of the plan */
    private void convert(Play step, byte[] bytes, OptionalLong snapshotMs) {
        SegmentRef ref = step.segment().ref();
        Consumer<ObjectNode> wanted = this::writeBeforeEnd;
        Body body = new Body(bytes, Body.Encoding.valueOf(ref.getEncoding().name()), limits);
        try {
            conversionOf(ref)
                    .convert(body, snapshotMs.isEmpty() ? wanted : fromSnapshot(snapshotMs.getAsLong(), wanted));
        } catch (MalformedBodyException e) {
            gap(step, Damage.REJECTED);
        }
    }

    private RrwebConversion conversionOf(SegmentRef ref) {
        RrwebConversion known = conversion;
        if (known == null) {
            known = RecordingFormat.named(ref.getFormat().name())
                    .orElseThrow(() -> new IllegalStateException("a lane of an unknown format is never played"))
                    .conversion(origin -> assetOrigins.stream().anyMatch(pattern -> pattern.matches(origin)));
            conversion = known;
        }
        return known;
    }

    private void gap(Play step, String reason) {
        lost = lane.isStateful();
        Damage damage = lane.damage(step.position() + 1, step.segment().ref().getStartMs(), reason);
        if (range.isBeforeEnd(damage.startMs())) {
            gap(damage);
        }
    }

    private void writeBeforeEnd(ObjectNode event) {
        if (event.path("type").asInt(-1) == FULL_SNAPSHOT) {
            lost = false;
        }
        if (range.isBeforeEnd(timestamp(event))) {
            lines.event(lane.view(), event);
        }
    }

    /** Holds back what comes before the full snapshot, save the Meta event that gives it its size. */
    private static Consumer<ObjectNode> fromSnapshot(long snapshotMs, Consumer<ObjectNode> wanted) {
        return new Consumer<>() {
            private @Nullable ObjectNode meta;
            private boolean begun;

            @Override
            public void accept(ObjectNode event) {
                int type = event.path("type").asInt(-1);
                if (!begun && type == FULL_SNAPSHOT && timestamp(event) >= snapshotMs) {
                    begun = true;
                    if (meta != null) {
                        wanted.accept(meta);
                    }
                }
                if (begun) {
                    wanted.accept(event);
                } else if (type == META) {
                    meta = event;
                }
            }
        };
    }

    private static long timestamp(ObjectNode event) {
        return event.path("timestamp").asLong();
    }
}
