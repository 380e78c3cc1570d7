// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.segment;

import dev.playhead.formats.facts.FlatAttributes;
import dev.playhead.formats.facts.ShortText;
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

        @Override
        boolean isError(RecordFields record, FlatAttributes payload) {
            return false; // they come as RUM events; the number of a plugin event is Focus here
        }

        @Override
        boolean tellsFrustrations() {
            return true;
        }
    },
    /** {@code @rrweb/types}: EventType and IncrementalSource. */
    RRWEB {
        @Override
        boolean isError(RecordFields record, FlatAttributes payload) {
            return record.type == EventType.PLUGIN && ConsoleMessage.isError(record.plugin, payload);
        }

        @Override
        boolean tellsFrustrations() {
            return false;
        }
    },
    /** rrweb's, as posthog-js sends it. */
    POSTHOG {
        @Override
        boolean isError(RecordFields record, FlatAttributes payload) {
            return false; // they come as RUM events, and the console would tell the uncaught ones twice
        }

        @Override
        boolean tellsFrustrations() {
            return true; // $rageclick
        }
    },
    /** rrweb's, as {@code @sentry/browser} sends it, with custom events of its own. */
    SENTRY {
        @Override
        boolean isError(RecordFields record, FlatAttributes payload) {
            return record.type == EventType.CUSTOM && SentryMessage.isError(record.tag, payload);
        }

        @Override
        String label(RecordFields record, FlatAttributes payload) {
            String label = SentryMessage.label(payload);
            return label.isEmpty() ? super.label(record, payload) : label;
        }

        @Override
        boolean tellsFrustrations() {
            return false;
        }
    };

    /** Whether a record of this type is one of the dialect's: those of rrweb, unless it says otherwise. */
    boolean knows(int type) {
        return type >= EventType.DOM_CONTENT_LOADED && type <= EventType.PLUGIN;
    }

    /**
     * Whether an incremental record of this source comes from a user, its own exceptions apart: as rrweb numbers the
     * sources, unless the dialect says otherwise.
     */
    boolean isActivity(int source) {
        return isSharedActivity(source) || source == Source.DRAG;
    }

    /** Whether a custom or plugin record tells of an error that nothing else tells of. */
    abstract boolean isError(RecordFields record, FlatAttributes payload);

    /** What a person reads on the marker of a custom or plugin record. */
    String label(RecordFields record, FlatAttributes payload) {
        if (record.type == EventType.PLUGIN) {
            return ConsoleMessage.label(payload);
        }
        return ShortText.firstLineOf(record.tag == null ? "custom" : record.tag);
    }

    /** Whether the SDK says itself what frustrates its users; where it does not, it is found in the clicks. */
    abstract boolean tellsFrustrations();

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
