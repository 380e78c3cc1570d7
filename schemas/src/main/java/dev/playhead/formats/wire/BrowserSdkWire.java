// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.wire;

/**
 * The numbers of Datadog's and Guance's browser SDKs that {@link RrwebWire} does not have, as
 * {@code rum-core/sessionReplay/replaySegment} has them. rrweb numbered first; the SDKs share its types 2 to 4 and its
 * sources 0 to 8, and went on alone: their type 6 is Focus where rrweb's is Plugin, their source 9 is
 * PointerInteraction where rrweb's is CanvasMutation.
 */
public final class BrowserSdkWire {

    private BrowserSdkWire() {}

    /** {@code type} of a record. */
    public static final class RecordType {
        public static final int FOCUS = 6;
        public static final int VIEW_END = 7;
        public static final int VISUAL_VIEWPORT = 8;
        public static final int FRUSTRATION = 9;
        /** Datadog v7. */
        public static final int CHANGE = 12;

        private RecordType() {}
    }

    /** {@code data.source} of an incremental record. */
    public static final class RecordSource {
        public static final int POINTER_INTERACTION = 9;

        private RecordSource() {}
    }

    /** {@code format} of a full snapshot; V1 has none or 0. */
    public static final class SnapshotFormat {
        /** Made of Change operations. */
        public static final int CHANGE = 1;

        private SnapshotFormat() {}
    }

    /** First element of an operation in a Change. */
    public static final class ChangeOperation {
        public static final int INPUT_VALUE = 12;
        public static final int INPUT_SELECTION = 13;

        private ChangeOperation() {}
    }
}
