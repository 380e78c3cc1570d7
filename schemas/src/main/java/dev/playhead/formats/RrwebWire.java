// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

/**
 * The numbers in rrweb's wire format, as {@code @rrweb/types} has them. Datadog V1 and Guance share the ones they use.
 */
final class RrwebWire {

    private RrwebWire() {}

    /** {@code type} of an event. */
    static final class EventType {
        static final int FULL_SNAPSHOT = 2;
        static final int INCREMENTAL = 3;
        static final int META = 4;

        private EventType() {}
    }

    /** {@code data.source} of an incremental event. */
    static final class Source {
        static final int MUTATION = 0;
        static final int MOUSE_MOVE = 1;
        static final int INPUT = 5;
        static final int TOUCH_MOVE = 6;
        static final int CANVAS_MUTATION = 9;
        static final int DRAG = 12;
        static final int SELECTION = 14;
        static final int ADOPTED_STYLE_SHEET = 15;

        private Source() {}
    }

    /** {@code type} of a serialised node. */
    static final class NodeType {
        static final int DOCUMENT = 0;
        static final int ELEMENT = 2;
        static final int TEXT = 3;
        static final int CDATA = 4;

        private NodeType() {}
    }
}
