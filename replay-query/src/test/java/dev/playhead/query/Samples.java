// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query;

import dev.playhead.schemas.BundledSchemas;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.BodyEncoding;
import dev.playhead.schemas.v1.EntryOp;
import dev.playhead.schemas.v1.MarkerKind;
import dev.playhead.schemas.v1.MissingSegments;
import dev.playhead.schemas.v1.SegmentRef;
import dev.playhead.schemas.v1.SessionStatus;
import dev.playhead.schemas.v1.SessionSummary;
import dev.playhead.schemas.v1.SourceFormat;
import dev.playhead.schemas.v1.TimelineEntry;
import dev.playhead.schemas.v1.ViewSummary;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Records as the stream processor writes them, small enough to be read in a test. */
public final class Samples {

    public static final Topics TOPICS = Topics.of(Topics.DEFAULT_PREFIX, new BundledSchemas());

    /** When all of it was received: 2026-11-23 00:00 UTC. */
    public static final long ANCHOR_MS = 1_795_392_000_000L;

    private Samples() {}

    public static SessionSummary.Builder summary(SessionKey key, long anchorMs) {
        return SessionSummary.newBuilder()
                .setApp(key.app())
                .setSession(key.session())
                .setAnchorMs(anchorMs)
                .setLastReceivedMs(anchorMs + 5)
                .setStatus(SessionStatus.OPEN)
                .setRevision(0)
                .setStartMs(0)
                .setEndMs(0)
                .setActiveMs(0)
                .setInactiveMs(0)
                .setInactivityGaps(0)
                .setActions(0)
                .setErrors(0)
                .setResources(0)
                .setLongTasks(0)
                .setFrustrations(0)
                .setSegments(0)
                .setBytes(0)
                .setSkewMs(0)
                .setAttributes("{}")
                // set, since a builder's defaults would look for classes that Avro does not trust
                .setLimits(List.of())
                .setIslands(List.of())
                .setViews(List.of())
                .setMissing(List.of());
    }

    public static ViewSummary view(String id, long startMs, long endMs) {
        return new ViewSummary(id, null, "https://shop.example/" + id + "?q=1", null, startMs, endMs, null, false);
    }

    public static MissingSegments hole(
            String view, int fromIndex, int toIndex, @Nullable Long startMs, @Nullable Long endMs) {
        return new MissingSegments(view, fromIndex, toIndex, startMs, endMs, "LOST");
    }

    /** An rrweb segment of ten bytes; its place in the log is partition 0, offset = index. */
    public static SegmentRef.Builder ref(SessionKey key, String view, int index, long startMs, long endMs) {
        return SegmentRef.newBuilder()
                .setApp(key.app())
                .setSession(key.session())
                .setAnchorMs(ANCHOR_MS)
                .setId(view + ":" + index)
                .setView(view)
                .setIndex(index)
                .setFormat(SourceFormat.RRWEB)
                .setEncoding(BodyEncoding.IDENTITY)
                .setStartMs(startMs)
                .setEndMs(endMs)
                .setRecords(1)
                .setBytes(10)
                .setCrc32c(0)
                .setPartition(0)
                .setOffset(index)
                .setFullSnapshotsMs(List.of())
                .setReceivedAtMs(ANCHOR_MS);
    }

    public static TimelineEntry entry(SessionKey key, MarkerKind kind, String id, long atMs) {
        return TimelineEntry.newBuilder()
                .setOp(EntryOp.PUT)
                .setApp(key.app())
                .setSession(key.session())
                .setAnchorMs(ANCHOR_MS)
                .setKind(kind)
                .setId(id)
                .setAtMs(atMs)
                .setLabel("label of " + id)
                .setAttributes("{}")
                .build();
    }

    /** An rrweb batch whose events are a full snapshot and a scroll, or only scrolls. */
    public static byte[] rrwebBatch(boolean fullSnapshot, long... timesMs) {
        StringBuilder events = new StringBuilder();
        for (long atMs : timesMs) {
            events.append(events.isEmpty() ? "" : ",");
            if (fullSnapshot && events.isEmpty()) {
                events.append(meta(atMs)).append(',').append(fullSnapshot(atMs));
            } else {
                events.append(scroll(atMs));
            }
        }
        return "{\"appId\":\"shop\",\"sessionId\":\"s1\",\"events\":[%s]}"
                .formatted(events)
                .getBytes(StandardCharsets.UTF_8);
    }

    public static int crc32c(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static String meta(long atMs) {
        return "{\"type\":4,\"timestamp\":%d,\"data\":{\"href\":\"https://shop.example/\",\"width\":800,\"height\":600}}"
                .formatted(atMs);
    }

    private static String fullSnapshot(long atMs) {
        return """
                {"type":2,"timestamp":%d,"data":{"initialOffset":{"left":0,"top":0},"node":{"type":0,"id":1,"childNodes":[
                {"type":2,"id":2,"tagName":"html","attributes":{},"childNodes":[]}]}}}""".formatted(atMs);
    }

    private static String scroll(long atMs) {
        return "{\"type\":3,\"timestamp\":%d,\"data\":{\"source\":3,\"id\":1,\"x\":0,\"y\":%d}}"
                .formatted(atMs, atMs % 100);
    }
}
