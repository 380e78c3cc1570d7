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

    /** First element of an operation in a Change; the rest are its items. Later releases of v7 have more. */
    public static final class ChangeOperation {
        /** {@code text}. */
        public static final int ADD_STRING = 0;
        /** {@code [insertion, name, …]}. */
        public static final int ADD_NODE = 1;
        /** {@code node}. */
        public static final int REMOVE_NODE = 2;
        /** {@code [node, [name, value] | [name], …]}. */
        public static final int ATTRIBUTE = 3;
        /** {@code [node, text]}. */
        public static final int TEXT = 4;
        /** {@code [node, width, height]}. */
        public static final int SIZE = 5;
        /** {@code [node, left, top]}. */
        public static final int SCROLL_POSITION = 6;
        /** {@code [rules, media?, disabled?]}. */
        public static final int ADD_STYLE_SHEET = 7;
        /** {@code [node, sheet, …]}. */
        public static final int ATTACHED_STYLE_SHEETS = 8;
        /** {@code [node, state]}. */
        public static final int MEDIA_PLAYBACK_STATE = 9;
        /** Of pinch zoom. */
        public static final int VISUAL_VIEWPORT = 10;
        /** {@code [role, text, …]}. */
        public static final int ADD_ROLE_ANNOTATED_STRINGS = 11;
        /** {@code [node, text]}. */
        public static final int INPUT_VALUE = 12;
        /** {@code [state, node, …]}. */
        public static final int INPUT_SELECTION = 13;
        /** Without items. */
        public static final int CLEAR_STRINGS = 14;
        /** Of a canvas, whose picture comes in an upload of its own. */
        public static final int IMAGE_CONTENT = 15;

        private ChangeOperation() {}
    }

    /** State in an {@link ChangeOperation#INPUT_SELECTION}; the others are not selected and indeterminate. */
    public static final class SelectionState {
        public static final int SELECTED = 0;

        private SelectionState() {}
    }

    /** State in a {@link ChangeOperation#MEDIA_PLAYBACK_STATE}, with the numbers of rrweb's media interactions. */
    public static final class PlaybackState {
        public static final int PLAYING = 0;

        private PlaybackState() {}
    }
}
