// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.segment;

import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.formats.facts.FlatAttributes;
import dev.playhead.formats.facts.MarkerKind;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.formats.facts.SegmentFacts.PageUrl;
import dev.playhead.formats.facts.SegmentFacts.Point;
import dev.playhead.formats.facts.SegmentFacts.RecordedMarker;
import dev.playhead.formats.facts.SegmentFacts.Spot;
import dev.playhead.formats.facts.ShortText;
import dev.playhead.formats.facts.Traits;
import dev.playhead.formats.wire.BrowserSdkWire.RecordType;
import dev.playhead.formats.wire.BrowserSdkWire.SnapshotFormat;
import dev.playhead.formats.wire.RrwebWire.EventType;
import dev.playhead.formats.wire.RrwebWire.MouseInteraction;
import dev.playhead.formats.wire.RrwebWire.Source;
import dev.playhead.timeline.TimeSpan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up a segment's records, one after the other. */
final class SegmentTally {

    /** One more than any session may have, by which it is seen that there are too many. */
    private static final int MOST_OF_A_KIND = 10_001;
    /** Of all markers together, so that they fit into a row; those after that are kept without. */
    private static final int MOST_TEXT_CHARS = 512 << 10;

    private static final String NO_ATTRIBUTES = "{}";

    private final RecordDialect dialect;
    private final ActivitySpans activity = new ActivitySpans();
    private final List<Long> fullSnapshotsMs = new ArrayList<>();
    private final List<RecordedMarker> markers = new ArrayList<>();
    private final Map<MarkerKind, Integer> counts = new EnumMap<>(MarkerKind.class);

    private int records;
    private int textChars;
    private int timedRecords;
    private int unknownRecords;
    private long startMs = Long.MAX_VALUE;
    private long endMs = Long.MIN_VALUE;
    /** Of records that are stamped in seconds: the segment's bounds only where it has no others. */
    private long asideStartMs = Long.MAX_VALUE;

    private long asideEndMs = Long.MIN_VALUE;
    private @Nullable PageUrl firstUrl;
    private boolean stateful;
    /** Time of the first Change, where no full snapshot came before it. */
    private @Nullable Long openingChangeMs;
    /** Node of the last input so far. */
    private int inputNode = RecordFields.ABSENT;

    SegmentTally(RecordDialect dialect) {
        this.dialect = dialect;
    }

    /** Counts a record; one of unknown type or without a time says nothing else. */
    void add(RecordFields record) {
        int position = records++;
        if (record.isTimed()) {
            timedRecords++;
            addTime(record);
        }
        if (!record.isTimed() || !dialect.knows(record.type)) {
            unknownRecords++;
            return;
        }
        switch (record.type) {
            case EventType.FULL_SNAPSHOT -> {
                stateful |= record.format == SnapshotFormat.CHANGE;
                addFullSnapshot(record.atMs());
            }
            case EventType.INCREMENTAL -> addIncremental(record, position);
            case EventType.META -> addMeta(record);
            case RecordType.CHANGE -> addChange(record, position);
            case RecordType.FRUSTRATION -> addFrustrations(record, position);
            case EventType.CUSTOM -> addCustom(record, position);
            case EventType.PLUGIN -> addIfError(record, payload(record), position);
            default -> {}
        }
    }

    /**
     * What the records say together.
     *
     * @param opensView whether the segment is the first of its view: then a Change that no snapshot precedes starts
     *     from nothing, and so is one
     */
    SegmentFacts facts(boolean opensView, @Nullable Traits traits) throws MalformedBodyException {
        if (records == 0) {
            throw new MalformedBodyException(RejectReason.EMPTY, "no record");
        }
        if (startMs > endMs) {
            startMs = asideStartMs;
            endMs = asideEndMs;
        }
        if (timedRecords == 0) {
            throw new MalformedBodyException(RejectReason.MALFORMED, "no record has a time");
        }
        if (opensView && openingChangeMs != null) {
            fullSnapshotsMs.addFirst(openingChangeMs);
        }
        return new SegmentFacts(
                records,
                startMs,
                endMs,
                activity.islands(),
                fullSnapshotsMs,
                firstUrl,
                markers,
                stateful,
                unknownRecords,
                traits);
    }

    private void addTime(RecordFields record) {
        if (record.isStampedInSeconds()) {
            asideStartMs = Math.min(asideStartMs, record.atMs());
            asideEndMs = Math.max(asideEndMs, record.atMs());
        } else {
            startMs = Math.min(startMs, record.atMs());
            endMs = Math.max(endMs, record.atMs());
        }
    }

    private void addFullSnapshot(long atMs) {
        if (fullSnapshotsMs.size() < MOST_OF_A_KIND) {
            fullSnapshotsMs.add(atMs);
        }
    }

    private void addMeta(RecordFields record) {
        if (firstUrl == null && record.href != null) {
            firstUrl = new PageUrl(record.atMs(), ShortText.of(record.href));
        }
    }

    private void addIncremental(RecordFields record, int position) {
        if (!isActivity(record)) {
            return;
        }
        boolean isBatch = record.source == Source.MOUSE_MOVE || record.source == Source.TOUCH_MOVE;
        activity.add(new TimeSpan(isBatch ? record.firstPositionMs() : record.atMs(), record.atMs()));
        if (record.source == Source.INPUT) {
            addInput(record.node, record, position);
        } else if (record.source == Source.MOUSE_INTERACTION && record.interaction == MouseInteraction.CLICK) {
            Spot spot = dialect.tellsFrustrations() ? null : spot(record);
            mark(MarkerKind.CLICK, position, record.atMs(), "click", pointAttributes(record), spot);
        }
    }

    private boolean isActivity(RecordFields record) {
        if (!dialect.isActivity(record.source)) {
            return false;
        }
        return switch (record.source) {
            case Source.INPUT -> record.userTriggered;
            // Scripts fire these, and a window that is switched to fires them too.
            case Source.MOUSE_INTERACTION ->
                record.interaction != MouseInteraction.FOCUS && record.interaction != MouseInteraction.BLUR;
            default -> true;
        };
    }

    private void addChange(RecordFields record, int position) {
        stateful = true;
        if (openingChangeMs == null && fullSnapshotsMs.isEmpty()) {
            openingChangeMs = record.atMs();
        }
        if (record.changesInput) {
            activity.add(TimeSpan.at(record.atMs()));
        }
        int marked = markers.size();
        for (int node : record.inputNodes) {
            if (markers.size() == marked) {
                addInput(node, record, position);
            } else {
                inputNode = node;
            }
        }
    }

    /** A run of inputs on one node is one marker, at its first. */
    private void addInput(int node, RecordFields record, int position) {
        if (node == inputNode) {
            return;
        }
        inputNode = node;
        FlatAttributes attributes = FlatAttributes.ofEvent();
        attributes.add("id", node);
        mark(MarkerKind.INPUT, position, record.atMs(), "input", attributes);
    }

    private void addFrustrations(RecordFields record, int position) {
        for (String type : record.frustrations) {
            mark(MarkerKind.FRUSTRATION, position, record.atMs(), type, FlatAttributes.ofEvent());
        }
    }

    private void addCustom(RecordFields record, int position) {
        FlatAttributes payload = payload(record);
        if (!addIfError(record, payload, position)) {
            mark(MarkerKind.CUSTOM, position, record.atMs(), dialect.label(record, payload), payload);
        }
    }

    private boolean addIfError(RecordFields record, FlatAttributes payload, int position) {
        boolean isError = dialect.isError(record, payload);
        if (isError) {
            mark(MarkerKind.ERROR, position, record.atMs(), dialect.label(record, payload), payload);
        }
        return isError;
    }

    private void mark(MarkerKind kind, int position, long atMs, String label, FlatAttributes attributes) {
        mark(kind, position, atMs, label, attributes, null);
    }

    private void mark(
            MarkerKind kind, int position, long atMs, String label, FlatAttributes attributes, @Nullable Spot spot) {
        if (counts.merge(kind, 1, Integer::sum) > MOST_OF_A_KIND) {
            return;
        }
        String json = textChars < MOST_TEXT_CHARS ? attributes.json() : NO_ATTRIBUTES;
        textChars += label.length() + json.length();
        boolean fits = textChars <= MOST_TEXT_CHARS;
        textChars = Math.min(textChars, MOST_TEXT_CHARS);
        markers.add(new RecordedMarker(
                kind,
                position,
                atMs,
                fits ? label : kind.name().toLowerCase(Locale.ROOT),
                fits ? json : NO_ATTRIBUTES,
                spot));
    }

    private static Spot spot(RecordFields record) {
        boolean placed = !Double.isNaN(record.x) && !Double.isNaN(record.y);
        return new Spot(
                record.node == RecordFields.ABSENT ? null : (Integer) record.node,
                placed ? Point.of(record.x, record.y) : null);
    }

    private static FlatAttributes pointAttributes(RecordFields record) {
        FlatAttributes attributes = FlatAttributes.ofEvent();
        attributes.add("id", record.node);
        if (!Double.isNaN(record.x) && !Double.isNaN(record.y)) {
            attributes.add("x", Math.round(record.x));
            attributes.add("y", Math.round(record.y));
        }
        return attributes;
    }

    private static FlatAttributes payload(RecordFields record) {
        return record.payload == null ? FlatAttributes.ofEvent() : record.payload;
    }
}
