// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.wire;

/**
 * The numbers in rrweb's wire format, as {@code @rrweb/types} has them. The browser SDKs of Datadog and Guance share
 * many of them: see {@link BrowserSdkWire}.
 */
public final class RrwebWire {

    private RrwebWire() {}

    /** {@code type} of an event. */
    public static final class EventType {
        public static final int DOM_CONTENT_LOADED = 0;
        public static final int FULL_SNAPSHOT = 2;
        public static final int INCREMENTAL = 3;
        public static final int META = 4;
        public static final int CUSTOM = 5;
        public static final int PLUGIN = 6;

        private EventType() {}
    }

    /** {@code data.source} of an incremental event. */
    public static final class Source {
        public static final int MUTATION = 0;
        public static final int MOUSE_MOVE = 1;
        public static final int MOUSE_INTERACTION = 2;
        public static final int SCROLL = 3;
        public static final int VIEWPORT_RESIZE = 4;
        public static final int INPUT = 5;
        public static final int TOUCH_MOVE = 6;
        public static final int MEDIA_INTERACTION = 7;
        public static final int CANVAS_MUTATION = 9;
        public static final int DRAG = 12;
        public static final int SELECTION = 14;
        public static final int ADOPTED_STYLE_SHEET = 15;

        private Source() {}
    }

    /** {@code data.type} of an incremental event whose source is a mouse interaction. */
    public static final class MouseInteraction {
        public static final int CLICK = 2;
        public static final int FOCUS = 5;
        public static final int BLUR = 6;

        private MouseInteraction() {}
    }

    /** {@code type} of a serialised node. */
    public static final class NodeType {
        public static final int DOCUMENT = 0;
        public static final int DOCUMENT_TYPE = 1;
        public static final int ELEMENT = 2;
        public static final int TEXT = 3;
        public static final int CDATA = 4;

        private NodeType() {}
    }
}
