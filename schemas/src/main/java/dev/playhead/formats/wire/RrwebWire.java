// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.wire;

/**
 * The numbers in rrweb's wire format, as {@code @rrweb/types} has them. Datadog V1 and Guance share the ones they use.
 */
public final class RrwebWire {

    private RrwebWire() {}

    /** {@code type} of an event. */
    public static final class EventType {
        public static final int FULL_SNAPSHOT = 2;
        public static final int INCREMENTAL = 3;
        public static final int META = 4;

        private EventType() {}
    }

    /** {@code data.source} of an incremental event. */
    public static final class Source {
        public static final int MUTATION = 0;
        public static final int MOUSE_MOVE = 1;
        public static final int INPUT = 5;
        public static final int TOUCH_MOVE = 6;
        public static final int CANVAS_MUTATION = 9;
        public static final int DRAG = 12;
        public static final int SELECTION = 14;
        public static final int ADOPTED_STYLE_SHEET = 15;

        private Source() {}
    }

    /** {@code type} of a serialised node. */
    public static final class NodeType {
        public static final int DOCUMENT = 0;
        public static final int ELEMENT = 2;
        public static final int TEXT = 3;
        public static final int CDATA = 4;

        private NodeType() {}
    }
}
