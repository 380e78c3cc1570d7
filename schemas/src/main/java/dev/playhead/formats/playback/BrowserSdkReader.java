// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.wire.BrowserSdkWire.RecordSource;
import dev.playhead.formats.wire.BrowserSdkWire.RecordType;
import dev.playhead.formats.wire.BrowserSdkWire.SnapshotFormat;
import dev.playhead.formats.wire.RrwebWire.EventType;
import java.util.function.Consumer;

/** Datadog's and Guance's records, of every version. Which one a lane is in, its last full snapshot says. */
final class BrowserSdkReader implements RrwebReader {

    private static final RecordArray RECORDS = new RecordArray("records");

    private final V1Conversion v1 = new V1Conversion();
    private final V7Conversion v7 = new V7Conversion();
    private boolean isV7;
    private long unknown;

    @Override
    public void read(Body body, Consumer<ObjectNode> events) throws MalformedBodyException {
        int maxDepth = body.limits().maxDepth() / 2; // a level of nodes is two of JSON
        v7.allow(body.limits().maxInflatedBytes());
        RECORDS.read(body, record -> {
            if (record instanceof ObjectNode object) {
                convert(object, maxDepth, events);
            }
        });
    }

    @Override
    public long dropped() {
        return unknown + v1.dropped() + v7.dropped();
    }

    private void convert(ObjectNode record, int maxDepth, Consumer<ObjectNode> events) {
        switch (record.path("type").asInt(-1)) {
            case EventType.META -> v1.meta(record, events);
            case EventType.FULL_SNAPSHOT -> {
                isV7 = record.path("format").asInt() == SnapshotFormat.CHANGE;
                if (isV7) {
                    v7.fullSnapshot(record, maxDepth, events);
                } else {
                    v7.forget();
                    v1.fullSnapshot(record, events);
                }
            }
            case RecordType.CHANGE -> {
                isV7 = true;
                v7.change(record, maxDepth, events);
            }
            case EventType.INCREMENTAL -> {
                if (record.path("data").path("source").asInt(-1) == RecordSource.POINTER_INTERACTION) {
                    return; // the player shows none
                }
                if (isV7) {
                    v7.incremental(record, events);
                } else {
                    v1.incremental(record, events);
                }
            }
            case RecordType.FOCUS, RecordType.VIEW_END, RecordType.VISUAL_VIEWPORT, RecordType.FRUSTRATION -> {}
            default -> unknown++;
        }
    }
}
