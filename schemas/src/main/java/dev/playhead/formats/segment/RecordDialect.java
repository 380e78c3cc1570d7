// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.segment;

/**
 * What the numbers in a record mean. rrweb numbered first; the browser SDKs of Datadog and Guance share its types 2 to
 * 4 and its sources 0 to 8, and went on alone: their type 6 is Focus where rrweb's is Plugin, their source 9 is
 * PointerInteraction where rrweb's is CanvasMutation.
 */
enum RecordDialect {
    /** Datadog v4 to v7 ({@code rum-core/sessionReplay/replaySegment}) and Guance, which is a fork of it. */
    BROWSER_SDK {
        @Override
        boolean knows(int type) {
            return switch (type) {
                case FULL_SNAPSHOT, INCREMENTAL, META, FOCUS, VIEW_END, VISUAL_VIEWPORT, FRUSTRATION, CHANGE -> true;
                default -> false;
            };
        }

        @Override
        boolean isActivity(int source) {
            return isSharedActivity(source) || source == POINTER_INTERACTION;
        }
    },
    /** {@code @rrweb/types}: EventType and IncrementalSource. */
    RRWEB {
        @Override
        boolean knows(int type) {
            return type >= DOM_CONTENT_LOADED && type <= PLUGIN;
        }

        @Override
        boolean isActivity(int source) {
            return isSharedActivity(source) || source == DRAG;
        }
    };

    static final int FULL_SNAPSHOT = 2;
    static final int INCREMENTAL = 3;
    static final int META = 4;

    private static final int DOM_CONTENT_LOADED = 0;
    static final int CUSTOM = 5;
    static final int PLUGIN = 6;

    private static final int FOCUS = 6;
    private static final int VIEW_END = 7;
    private static final int VISUAL_VIEWPORT = 8;
    private static final int FRUSTRATION = 9;
    /** Datadog v7. */
    static final int CHANGE = 12;

    static final int MOUSE_MOVE = 1;
    static final int MOUSE_INTERACTION = 2;
    private static final int SCROLL = 3;
    static final int INPUT = 5;
    static final int TOUCH_MOVE = 6;
    private static final int MEDIA_INTERACTION = 7;
    private static final int POINTER_INTERACTION = 9;
    private static final int DRAG = 12;

    /** Types of MouseInteraction. */
    static final int CLICK = 2;

    static final int FOCUSED = 5;
    static final int BLURRED = 6;

    /** Operations of a Change. */
    static final int INPUT_VALUE = 12;

    static final int INPUT_SELECTION = 13;

    /** The {@code format} of a full snapshot that is made of Change operations. */
    static final int CHANGE_FORMAT = 1;

    /** Whether a record of this type is one of the dialect's. */
    abstract boolean knows(int type);

    /** Whether an incremental record of this source comes from a user, its own exceptions apart. */
    abstract boolean isActivity(int source);

    private static boolean isSharedActivity(int source) {
        return switch (source) {
            case MOUSE_MOVE, MOUSE_INTERACTION, SCROLL, INPUT, TOUCH_MOVE, MEDIA_INTERACTION -> true;
            default -> false;
        };
    }
}
