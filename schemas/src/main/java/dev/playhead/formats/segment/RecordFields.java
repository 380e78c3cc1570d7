// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.segment;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.playhead.formats.facts.FlatAttributes;
import dev.playhead.formats.facts.Identifiers;
import dev.playhead.formats.facts.SentryTime;
import dev.playhead.formats.wire.BrowserSdkWire.ChangeOperation;
import dev.playhead.formats.wire.RrwebWire.EventType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The few things in a record that a timeline needs, whatever order they come in; the rest is passed over token by
 * token. Filled again for each record.
 */
final class RecordFields {

    static final int ABSENT = -1;

    /** What a browser's clock can show: JavaScript's range of Date. */
    private static final double LATEST_TIME = 8.64e15;

    private static final int MOST_INPUT_NODES = 3;
    /** Above what any SDK has names for. */
    private static final int MOST_FRUSTRATIONS = 8;

    private static final int LONGEST_FRUSTRATION = 32;

    int type;
    int format;
    int source;
    /** The {@code type} inside {@code data}: which mouse interaction. */
    int interaction;
    /** The {@code id} inside {@code data}: the node that it happened to. */
    int node;

    double x;
    double y;
    boolean userTriggered;
    /** Whether a Change has one of the operations that only a user causes. */
    boolean changesInput;
    /** Nodes whose value a Change sets: the first, the first other, and the last; no more is needed to tell runs. */
    final List<Integer> inputNodes = new ArrayList<>();

    /** Each once, in the order of the record. */
    final Set<String> frustrations = new LinkedHashSet<>();

    @Nullable
    String href;

    @Nullable
    String tag;

    @Nullable
    String plugin;

    @Nullable
    FlatAttributes payload;

    private double timestamp;
    private double smallestOffset;
    private boolean stampedInSeconds;

    /** Reads the record whose start the tokens stand at, to its end. */
    void read(JsonParser tokens) throws IOException {
        clear();
        if (tokens.currentToken() != JsonToken.START_OBJECT) {
            tokens.skipChildren();
            return;
        }
        while (tokens.nextToken() == JsonToken.FIELD_NAME) {
            String field = tokens.currentName();
            tokens.nextToken();
            switch (field) {
                case "type" -> type = integer(tokens);
                case "timestamp" -> timestamp = number(tokens);
                case "format" -> format = integer(tokens);
                case "data" -> readData(tokens);
                default -> tokens.skipChildren();
            }
        }
    }

    /**
     * Takes the time of a custom event for seconds if it can be nothing else: Sentry stamps its {@code performanceSpan}
     * events so, and some of its breadcrumbs.
     */
    void convertSeconds() {
        if (type == EventType.CUSTOM && SentryTime.isInSeconds(timestamp)) {
            timestamp = SentryTime.ms(timestamp);
            stampedInSeconds = true;
        }
    }

    /** Whether the time was given in seconds: it is then that of what the event tells about, not of the recording. */
    boolean isStampedInSeconds() {
        return stampedInSeconds;
    }

    boolean isTimed() {
        return Math.abs(timestamp) <= LATEST_TIME;
    }

    long atMs() {
        return (long) Math.floor(timestamp);
    }

    /** When the first of a batch of positions was seen; their offsets are about the record's own time. */
    long firstPositionMs() {
        double first = Math.floor(timestamp + smallestOffset);
        return Math.abs(first) <= LATEST_TIME ? Math.min((long) first, atMs()) : atMs();
    }

    private void clear() {
        type = ABSENT;
        format = ABSENT;
        source = ABSENT;
        interaction = ABSENT;
        node = ABSENT;
        x = Double.NaN;
        y = Double.NaN;
        userTriggered = true;
        changesInput = false;
        inputNodes.clear();
        frustrations.clear();
        href = null;
        tag = null;
        plugin = null;
        payload = null;
        timestamp = Double.NaN;
        smallestOffset = 0;
        stampedInSeconds = false;
    }

    private void readData(JsonParser tokens) throws IOException {
        if (tokens.currentToken() == JsonToken.START_ARRAY) {
            readChanges(tokens);
            return;
        }
        if (tokens.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (tokens.nextToken() == JsonToken.FIELD_NAME) {
            String field = tokens.currentName();
            tokens.nextToken();
            switch (field) {
                case "source" -> source = integer(tokens);
                case "type" -> interaction = integer(tokens);
                case "id" -> node = integer(tokens);
                case "x" -> x = number(tokens);
                case "y" -> y = number(tokens);
                case "userTriggered" -> userTriggered = tokens.currentToken() != JsonToken.VALUE_FALSE;
                case "positions" -> readPositions(tokens);
                case "frustrationTypes" -> readFrustrations(tokens);
                case "href" -> href = text(tokens);
                case "tag" -> tag = text(tokens);
                case "plugin" -> plugin = text(tokens);
                case "payload" -> {
                    payload = FlatAttributes.ofEvent();
                    payload.add(tokens.currentToken().isStructStart() ? "" : "payload", tokens);
                }
                default -> tokens.skipChildren();
            }
        }
    }

    private void readPositions(JsonParser tokens) throws IOException {
        if (tokens.currentToken() != JsonToken.START_ARRAY) {
            tokens.skipChildren();
            return;
        }
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            if (tokens.currentToken() != JsonToken.START_OBJECT) {
                tokens.skipChildren();
                continue;
            }
            while (tokens.nextToken() == JsonToken.FIELD_NAME) {
                boolean isOffset = tokens.currentName().equals("timeOffset");
                tokens.nextToken();
                if (isOffset) {
                    double offset = number(tokens);
                    smallestOffset = offset < smallestOffset ? offset : smallestOffset;
                } else {
                    tokens.skipChildren();
                }
            }
        }
    }

    private void readFrustrations(JsonParser tokens) throws IOException {
        if (tokens.currentToken() != JsonToken.START_ARRAY) {
            tokens.skipChildren();
            return;
        }
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            String type = text(tokens);
            if (type != null && isFrustration(type) && frustrations.size() < MOST_FRUSTRATIONS) {
                frustrations.add(type);
            }
        }
    }

    /** Changes are {@code [[operation, item, …], …]}; the items of the two about inputs are {@code [node, value]}. */
    private void readChanges(JsonParser tokens) throws IOException {
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            if (tokens.currentToken() != JsonToken.START_ARRAY) {
                tokens.skipChildren();
                continue;
            }
            int operation = ABSENT;
            for (boolean first = true; tokens.nextToken() != JsonToken.END_ARRAY; first = false) {
                if (first) {
                    operation = integer(tokens);
                } else if (operation == ChangeOperation.INPUT_VALUE) {
                    addInputNode(firstInteger(tokens));
                } else {
                    tokens.skipChildren();
                }
            }
            changesInput |= operation == ChangeOperation.INPUT_VALUE || operation == ChangeOperation.INPUT_SELECTION;
        }
    }

    private void addInputNode(int id) {
        if (inputNodes.size() == MOST_INPUT_NODES) {
            inputNodes.set(MOST_INPUT_NODES - 1, id);
        } else if (inputNodes.isEmpty() || inputNodes.getLast() != id) {
            inputNodes.add(id);
        }
    }

    private static int firstInteger(JsonParser tokens) throws IOException {
        if (tokens.currentToken() != JsonToken.START_ARRAY) {
            tokens.skipChildren();
            return ABSENT;
        }
        int found = ABSENT;
        for (boolean first = true; tokens.nextToken() != JsonToken.END_ARRAY; first = false) {
            int value = integer(tokens);
            found = first ? value : found;
        }
        return found;
    }

    private static boolean isFrustration(String type) {
        return type.length() <= LONGEST_FRUSTRATION && Identifiers.isAllowed(type);
    }

    private static int integer(JsonParser tokens) throws IOException {
        double value = number(tokens);
        return value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE ? (int) value : ABSENT;
    }

    /** NaN for what is not a number. */
    private static double number(JsonParser tokens) throws IOException {
        if (tokens.currentToken().isNumeric()) {
            return tokens.getDoubleValue();
        }
        tokens.skipChildren();
        return Double.NaN;
    }

    private static @Nullable String text(JsonParser tokens) throws IOException {
        if (tokens.currentToken() == JsonToken.VALUE_STRING) {
            return tokens.getText();
        }
        tokens.skipChildren();
        return null;
    }
}
