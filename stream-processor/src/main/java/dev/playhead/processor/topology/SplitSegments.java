// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.body.Decoded.Rejected;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Segment;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the parts of split segments until each is whole, reads it then, and drops the bytes. What was read stays, so
 * that a part that comes once more brings everything out again and never begins a new set.
 *
 * <p>Only one segment is in memory as a whole at any time.
 */
final class SplitSegments {

    private static final byte[] NOTHING = new byte[0];

    private final SplitSettings settings;
    private final SegmentReader reader;
    private final PartStore store;
    private final KeyValueStore<Bytes, byte[]> deadlines;

    SplitSegments(
            SplitSettings settings, SegmentReader reader, PartStore store, KeyValueStore<Bytes, byte[]> deadlines) {
        this.settings = settings;
        this.reader = reader;
        this.store = store;
        this.deadlines = deadlines;
    }

    /**
     * Takes one part in.
     *
     * @param nowMs wall clock, epoch ms
     * @return the segment, as often as a part of it comes; empty while parts are outstanding
     */
    Optional<WholeSegment> add(SessionKey session, Segment part, Place place, long nowMs) {
        byte[] key = StoreKeys.parts(session.hash(), identity(part), part.getCrc32c(), part.getParts());
        @Nullable PartSet known = store.find(key);
        PartSet set = (known == null ? PartSet.NONE : known)
                .with(part.getPart(), place, Origin.of(part), part.getReceivedAtMs());
        if (set.outcome() != null) {
            store.put(key, set);
            return Optional.of(new WholeSegment(session, part, set, set.outcome()));
        }
        if (!set.hasAll(part.getParts())) {
            keep(key, part, set, known == null, nowMs);
            return Optional.empty();
        }
        return Optional.of(complete(session, key, part, set));
    }

    private void keep(byte[] key, Segment part, PartSet set, boolean isFirst, long nowMs) {
        if (isFirst) {
            long untilMs = nowMs + settings.keepIncomplete().toMillis();
            deadlines.put(Bytes.wrap(StoreKeys.partsDeadline(untilMs, key)), NOTHING);
        }
        store.putPart(key, part.getPart(), StoredBody.bytes(part.getBody()));
        store.put(key, set);
    }

    private WholeSegment complete(SessionKey session, byte[] key, Segment part, PartSet set) {
        if (set.bytes() > settings.maxBytes()) {
            return finish(session, key, part, set, tooLarge("has %d bytes".formatted(set.bytes())));
        }
        byte[] body = join(key, part, set);
        Decoded<SegmentFacts> outcome = reader.read(part, body);
        if (!SegmentReader.isAsSent(part, body)) {
            // parts cut at different places do not fit together: those of a later upload may still replace them
            store.putPart(key, part.getPart(), StoredBody.bytes(part.getBody()));
            store.put(key, set);
            return new WholeSegment(session, part, set, outcome);
        }
        return store.fits(set.read(outcome))
                ? finish(session, key, part, set, outcome)
                : finish(session, key, part, set, tooLarge("shows more than can be kept of one segment"));
    }

    private WholeSegment finish(
            SessionKey session, byte[] key, Segment part, PartSet set, Decoded<SegmentFacts> outcome) {
        store.put(key, set.read(outcome));
        store.deleteParts(key, set.places().keySet());
        return new WholeSegment(session, part, set, outcome);
    }

    /** @param last the part that came just now, which is not stored */
    private byte[] join(byte[] key, Segment last, PartSet set) {
        ByteBuffer whole = ByteBuffer.allocate((int) set.bytes());
        for (int part : set.places().keySet()) {
            if (part == last.getPart()) {
                whole.put(last.getBody().duplicate());
            } else {
                whole.put(store.part(key, part));
            }
        }
        return whole.array();
    }

    /** What the parts have in common before any can be read; where the format names nothing, the checksum must do. */
    private static String identity(Segment part) {
        if (part.getIndex() != null) {
            return part.getView() + ':' + part.getIndex();
        }
        return part.getView() + ':' + (part.getUuid() == null ? "" : part.getUuid());
    }

    private static Decoded<SegmentFacts> tooLarge(String detail) {
        return new Rejected<>(RejectReason.TOO_LARGE, detail);
    }
}
