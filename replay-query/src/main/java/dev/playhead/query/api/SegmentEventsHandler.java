// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.applications.Applications;
import dev.playhead.applications.OriginPattern;
import dev.playhead.formats.facts.ContentHash;
import dev.playhead.query.api.ReplayPlan.Range;
import dev.playhead.query.api.ReplayPlan.Step.Play;
import dev.playhead.query.store.Answer;
import dev.playhead.query.store.Answer.Absent;
import dev.playhead.query.store.Answer.Expired;
import dev.playhead.query.store.Answer.Found;
import dev.playhead.query.store.ReplayStore;
import dev.playhead.query.store.SegmentBodies;
import dev.playhead.query.store.SegmentBodies.Fetched;
import dev.playhead.query.store.StoredSegment;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.SegmentRef;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** What one segment adds to the replay of its view. */
public final class SegmentEventsHandler {

    /** Part of every entity tag: to be raised when conversion gives other events of the same bytes. */
    private static final int CONVERSION = 3;

    private final ReplayStore store;
    private final SegmentBodies bodies;
    private final ReplaySettings settings;
    private final Supplier<Applications> applications;

    public SegmentEventsHandler(
            ReplayStore store, SegmentBodies bodies, ReplaySettings settings, Supplier<Applications> applications) {
        this.store = store;
        this.bodies = bodies;
        this.settings = settings;
        this.applications = applications;
    }

    /** What a segment adds, or why that need not or cannot be told. */
    public sealed interface SegmentEvents {

        /** @param ndjson as of the whole session, without its other segments */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Lines(String entityTag, byte[] ndjson) implements SegmentEvents {}

        /** The client has them already. */
        record Unchanged(String entityTag) implements SegmentEvents {}

        /** @param reason as in a timeline's {@code damaged} */
        record NotPlayable(String reason) implements SegmentEvents {}
    }

    /**
     * Decodes from the last full snapshot before the segment, since its events build on what was shown from there on.
     *
     * @param known entity tags that the client has
     */
    public Answer<SegmentEvents> events(SessionKey key, String id, Collection<String> known) {
        return store.session(key)
                .then(session -> store.segments(session).then(segments -> {
                    Optional<StoredSegment> wanted = segments.stream()
                            .filter(segment -> segment.ref().getId().equals(id))
                            .findFirst();
                    if (wanted.isEmpty()) {
                        return new Absent<>();
                    }
                    Lane lane = Lane.of(session.summary(), segments).stream()
                            .filter(any -> any.segments().contains(wanted.get()))
                            .findFirst()
                            .orElseThrow();
                    return events(
                            lane,
                            lane.segments().indexOf(wanted.get()),
                            applications.get().assetOriginsOf(key.app()),
                            known);
                }));
    }

    private Answer<SegmentEvents> events(
            Lane lane, int position, List<OriginPattern> assetOrigins, Collection<String> known) {
        int start = lastFullSnapshotBefore(lane, position);
        List<Play> plays = ReplayPlan.plays(lane).stream()
                .filter(play -> play.position() >= start && play.position() <= position)
                .toList();
        if (plays.isEmpty() || plays.getLast().position() != position) {
            return new Found<>(new SegmentEvents.NotPlayable(whatHurts(lane, position)));
        }
        List<StoredSegment> chain = plays.stream().map(Play::segment).toList();
        Collection<StoredSegment> gone = bodies.gone(chain);
        if (gone.contains(chain.getLast())) {
            return new Expired<>();
        }
        if (lane.isStateful() && !gone.isEmpty() && !chain.getLast().hasFullSnapshot()) {
            return new Found<>(new SegmentEvents.NotPlayable(Damage.EXPIRED));
        }
        String entityTag = entityTag(lane.view(), assetOrigins, chain, gone);
        if (known.contains(entityTag)) {
            return new Found<>(new SegmentEvents.Unchanged(entityTag));
        }
        EventLines lines = new EventLines();
        LaneConversion conversion = new LaneConversion(lane, Range.WHOLE, settings.limits(), assetOrigins, lines);
        for (Play play : plays) {
            lines.take(); // what the segments before it add is not asked for
            StoredSegment segment = play.segment();
            Fetched body = Objects.requireNonNull(bodies.fetch(List.of(segment)).get(segment), "an answer for each");
            conversion.play(play, body);
        }
        byte[] ndjson = lines.take();
        return new Found<>(
                ndjson.length == 0 && conversion.isLost()
                        ? new SegmentEvents.NotPlayable(Damage.LOST)
                        : new SegmentEvents.Lines(entityTag, ndjson));
    }

    /** The last hole before a segment that cannot be played. */
    private static String whatHurts(Lane lane, int position) {
        return lane.holes().stream()
                .filter(hole -> hole.position() <= position)
                .reduce((earlier, later) -> later)
                .map(hole -> hole.damage().reason())
                .orElseThrow(() -> new IllegalStateException("not played though nothing is missing before it"));
    }

    private static int lastFullSnapshotBefore(Lane lane, int position) {
        int start = position;
        while (start > 0) {
            start--;
            if (lane.segments().get(start).hasFullSnapshot()) {
                break;
            }
        }
        return start;
    }

    /**
     * Over all that the events depend on: what they may load, the bytes of each segment in the chain, and whether those
     * can be had.
     */
    private static String entityTag(
            String view, List<OriginPattern> assetOrigins, List<StoredSegment> chain, Collection<StoredSegment> gone) {
        StringBuilder all = new StringBuilder(view);
        assetOrigins.forEach(origin -> all.append(' ').append(origin.text()));
        for (StoredSegment segment : chain) {
            SegmentRef ref = segment.ref();
            all.append('\n')
                    .append(ref.getId())
                    .append(' ')
                    .append(ref.getCrc32c())
                    .append(' ')
                    .append(ref.getBytes())
                    .append(gone.contains(segment) ? " gone" : "");
        }
        byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
        return "\"%d-%s\"".formatted(CONVERSION, ContentHash.id(ContentHash.of(bytes, 0, bytes.length)));
    }
}
