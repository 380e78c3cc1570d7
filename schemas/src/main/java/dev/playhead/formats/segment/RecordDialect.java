// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.segment;

import dev.playhead.formats.wire.BrowserSdkWire;
import dev.playhead.formats.wire.BrowserSdkWire.RecordSource;
import dev.playhead.formats.wire.BrowserSdkWire.RecordType;
import dev.playhead.formats.wire.RrwebWire.EventType;
import dev.playhead.formats.wire.RrwebWire.Source;

/**
 * Which records an SDK sends, and which of them mean that a user did something: one number stands for different things
 * (see {@link BrowserSdkWire}).
 */
enum RecordDialect {
    /** Datadog v4 to v7 ({@code rum-core/sessionReplay/replaySegment}) and Guance, which is a fork of it. */
    BROWSER_SDK {
        @Override
        boolean knows(int type) {
            return switch (type) {
                case EventType.FULL_SNAPSHOT,
                        EventType.INCREMENTAL,
                        EventType.META,
                        RecordType.FOCUS,
                        RecordType.VIEW_END,
                        RecordType.VISUAL_VIEWPORT,
                        RecordType.FRUSTRATION,
                        RecordType.CHANGE -> true;
                default -> false;
            };
        }

        @Override
        boolean isActivity(int source) {
            return isSharedActivity(source) || source == RecordSource.POINTER_INTERACTION;
        }
    },
    /** {@code @rrweb/types}: EventType and IncrementalSource. */
    RRWEB {
        @Override
        boolean knows(int type) {
            return type >= EventType.DOM_CONTENT_LOADED && type <= EventType.PLUGIN;
        }

        @Override
        boolean isActivity(int source) {
            return isSharedActivity(source) || source == Source.DRAG;
        }
    };

    /** Whether a record of this type is one of the dialect's. */
    abstract boolean knows(int type);

    /** Whether an incremental record of this source comes from a user, its own exceptions apart. */
    abstract boolean isActivity(int source);

    private static boolean isSharedActivity(int source) {
        return switch (source) {
            case Source.MOUSE_MOVE,
                    Source.MOUSE_INTERACTION,
                    Source.SCROLL,
                    Source.INPUT,
                    Source.TOUCH_MOVE,
                    Source.MEDIA_INTERACTION -> true;
            default -> false;
        };
    }
}
