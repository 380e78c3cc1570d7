// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Datadog's and Guance's RUM events have in common: units, ids, and which actions a user does. */
final class RumValues {

    private static final double NANOS_PER_MS = 1e6;
    /** What a browser's clock can show: JavaScript's range of Date. */
    private static final double LATEST_TIME = 8.64e15;

    private static final Set<String> USER_ACTIONS = Set.of("click", "tap", "scroll", "swipe", "key", "back");

    private RumValues() {}

    static long timeMs(JsonNode time) throws MalformedBodyException {
        if (!time.isNumber() || Math.abs(time.doubleValue()) > LATEST_TIME) {
            throw new MalformedBodyException(RejectReason.MALFORMED, "an event without a time");
        }
        return (long) Math.floor(time.doubleValue());
    }

    /** Both SDKs give durations in nanoseconds. */
    static @Nullable Long durationMs(JsonNode nanos) {
        return nanos.isNumber() ? Long.valueOf((long) Math.floor(nanos.doubleValue() / NANOS_PER_MS)) : null;
    }

    /** Zero where there is no count. */
    static int count(JsonNode count) {
        return (int) Math.clamp(count.asDouble(0), 0, Integer.MAX_VALUE);
    }

    static @Nullable Boolean flag(JsonNode flag) {
        return flag.isBoolean() ? Boolean.valueOf(flag.booleanValue()) : null;
    }

    /** Null for what is no scalar. */
    static @Nullable String text(JsonNode scalar) {
        return scalar.isValueNode() && !scalar.isNull() ? ShortText.of(scalar.asText()) : null;
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array) {
            if (element.isTextual()) {
                texts.add(element.textValue());
            }
        }
        return texts;
    }

    static boolean isUserAction(@Nullable String type) {
        return type != null && USER_ACTIONS.contains(type);
    }

    static String longTaskLabel(@Nullable String entryType) {
        return entryType == null ? "long-task" : ShortText.of(entryType);
    }

    static String resourceLabel(@Nullable String method, @Nullable String url) {
        String target = url == null ? "resource" : url;
        return ShortText.of(method == null ? target : method + ' ' + target);
    }

    /** The id, if it may be one; null stays null. */
    static @Nullable String allowed(@Nullable String id, String what) throws MalformedBodyException {
        if (id != null && !Identifiers.isAllowed(id)) {
            throw new MalformedBodyException(RejectReason.BAD_ID, "an id of %s that is not allowed".formatted(what));
        }
        return id;
    }

    static String viewId(@Nullable String id) throws MalformedBodyException {
        String view = allowed(id, "a view");
        if (view == null) {
            throw new MalformedBodyException(RejectReason.BAD_ID, "a view without an id");
        }
        return view;
    }

    /** The SDK's id of an event, or one that the same event gets again. */
    static String eventId(@Nullable String given, MarkerKind kind, long atMs, @Nullable String view, long contentHash)
            throws MalformedBodyException {
        String id = allowed(given, "an event");
        if (id != null) {
            return id;
        }
        byte[] identity = "%s %d %s %s"
                .formatted(kind, atMs, view == null ? "-" : view, ContentHash.id(contentHash))
                .getBytes(StandardCharsets.UTF_8);
        return ContentHash.id(ContentHash.of(identity, 0, identity.length));
    }
}
