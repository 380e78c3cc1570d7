// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * InfluxDB line protocol as Guance SDKs write it: {@code measurement,tag=value field=value,other="text" timestamp}.
 *
 * <p>A quoted field holds raw line breaks (error stacks do), and the SDK escapes with a backslash whatever is white
 * space, an equals sign, a comma or a quote in a tag, line breaks included ({@code escapeRowData} of its
 * {@code rowData.js}): so a batch must never be split at line breaks. After a point that cannot be read, reading goes
 * on at the next one: a bad point costs only itself, and no part of a batch is read more than a few times, whatever is
 * in it.
 */
public final class LineProtocol {

    private static final Set<String> TRUE = Set.of("t", "T", "true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("f", "F", "false", "False", "FALSE");
    private static final Pattern NUMBER = Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,3})?)[iu]?");
    /** What JavaScript prints where there is no value; such a field is left out. */
    private static final Set<String> NOTHING = Set.of("null", "undefined", "NaN", "Infinity", "-Infinity");

    /**
     * What may follow a backslash in a name, as far as one byte tells; white space beyond ASCII ends no name anyway.
     */
    private static final String ESCAPABLE = " ,=\"\n\r\t\f\u000b";

    /** Takes JavaScript's {@code \\s} for white space, as the SDK does. */
    private static final Pattern IN_NAMES =
            Pattern.compile("\\\\([\\s=,\"\u000b\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff])");

    private static final Pattern IN_TEXTS = Pattern.compile("\\\\([\"\\\\])");

    /** As many as any long may have. */
    private static final int LONG_DIGITS = 18;

    private static final int LONGEST_BARE_VALUE = 64;

    private final byte[] body;
    private int at;
    private int lineStart;
    /** -1 while reading what comes before the fields. */
    private int fieldsStart;

    private LineProtocol(byte[] body) {
        this.body = body;
    }

    /** One line, or what stands in its place. */
    public sealed interface Line {
        /** First byte of the line in the batch. */
        int from();

        /** The byte after its last; the line break is not part of it. */
        int to();
    }

    /**
     * A point.
     *
     * @param fields texts, numbers and booleans
     * @param timestamp as written, in the precision that the sender chose; null where there is none
     */
    public record Point(
            int from,
            int to,
            String measurement,
            Map<String, String> tags,
            Map<String, JsonNode> fields,
            @Nullable Long timestamp)
            implements Line {}

    /**
     * A line that is not a point.
     *
     * @param fault what was wrong; holds none of the line
     */
    public record Unreadable(int from, int to, String fault) implements Line {}

    /** Reads a batch from start to end; blank lines are passed over. */
    public static void read(byte[] body, Consumer<Line> lines) {
        new LineProtocol(body).readAll(lines);
    }

    private void readAll(Consumer<Line> lines) {
        while (at < body.length) {
            if (isBlank(body[at])) {
                at++;
                continue;
            }
            lineStart = at;
            fieldsStart = -1;
            try {
                lines.accept(point());
            } catch (FaultException e) {
                at = endOfLine(fieldsStart < 0 ? at : fieldsStart);
                lines.accept(new Unreadable(lineStart, at, e.fault));
            }
        }
    }

    private Point point() throws FaultException {
        String measurement = name(", ");
        Map<String, String> tags = new LinkedHashMap<>();
        while (peek() == ',') {
            at++;
            String key = key();
            tags.put(key, name(", "));
        }
        skipSpaces();
        fieldsStart = at;
        Map<String, JsonNode> fields = fields();
        skipSpaces();
        Long timestamp = timestamp();
        skipSpaces();
        int to = at;
        if (peek() == '\r') {
            at++;
        }
        if (at < body.length && body[at] != '\n') {
            throw new FaultException("something follows the timestamp");
        }
        return new Point(lineStart, to, measurement, tags, fields, timestamp);
    }

    private Map<String, JsonNode> fields() throws FaultException {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        do {
            String key = key();
            JsonNode value = peek() == '"' ? quoted() : bare();
            if (value != null) {
                fields.put(key, value);
            }
        } while (next(','));
        if (peek() != ' ' && !atLineEnd()) {
            throw new FaultException("a field's value does not end");
        }
        return fields;
    }

    private String key() throws FaultException {
        if (at - lineStart > BodyLimits.MAX_RUM_EVENT_BYTES) {
            throw new FaultException("a point is larger than %d bytes".formatted(BodyLimits.MAX_RUM_EVENT_BYTES));
        }
        String key = name("=, ");
        if (key.isEmpty() || !next('=')) {
            throw new FaultException("a key has no value");
        }
        return key;
    }

    /** Reads up to one of the ends that is not escaped. */
    private String name(String ends) throws FaultException {
        int from = at;
        boolean escaped = false;
        while (at < body.length && body[at] != '\n') {
            if (body[at] == '\\' && at + 1 < body.length && ESCAPABLE.indexOf(body[at + 1]) >= 0) {
                escaped = true;
                at += 2;
            } else if (ends.indexOf(body[at]) >= 0) {
                return unescaped(from, at, escaped, IN_NAMES);
            } else {
                escaped |= body[at] == '\\';
                at++;
            }
        }
        throw new FaultException("the line ends before its fields");
    }

    private JsonNode quoted() throws FaultException {
        int from = ++at;
        boolean escaped = false;
        while (at < body.length) {
            if (body[at] == '\\' && at + 1 < body.length) {
                escaped = true;
                at += 2;
            } else if (body[at] == '"') {
                String text = unescaped(from, at, escaped, IN_TEXTS);
                at++;
                return TextNode.valueOf(text);
            } else {
                at++;
            }
        }
        throw new FaultException("a quoted field does not end");
    }

    private @Nullable JsonNode bare() throws FaultException {
        String text = bareText();
        if (TRUE.contains(text)) {
            return BooleanNode.TRUE;
        }
        if (FALSE.contains(text)) {
            return BooleanNode.FALSE;
        }
        if (NOTHING.contains(text)) {
            return null;
        }
        var number = NUMBER.matcher(text);
        if (!number.matches()) {
            throw new FaultException("a field is neither quoted nor a number nor a boolean");
        }
        BigDecimal value = new BigDecimal(number.group(1));
        return value.scale() == 0 && value.precision() <= LONG_DIGITS
                ? LongNode.valueOf(value.longValue())
                : DecimalNode.valueOf(value);
    }

    private @Nullable Long timestamp() throws FaultException {
        String text = bareText();
        try {
            return text.isEmpty() ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new FaultException("the timestamp is not a whole number");
        }
    }

    private String bareText() throws FaultException {
        int from = at;
        while (!atLineEnd() && body[at] != ',' && body[at] != ' ') {
            if (at - from == LONGEST_BARE_VALUE) {
                throw new FaultException("a bare value is too long");
            }
            at++;
        }
        return text(from, at);
    }

    private void skipSpaces() {
        while (peek() == ' ') {
            at++;
        }
    }

    private boolean next(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private int peek() {
        return at < body.length ? body[at] : -1;
    }

    private boolean atLineEnd() {
        return at >= body.length || body[at] == '\n' || body[at] == '\r';
    }

    private int endOfLine(int from) {
        int end = from;
        while (end < body.length && body[end] != '\n') {
            end++;
        }
        return end;
    }

    private String text(int from, int to) {
        return new String(body, from, to - from, StandardCharsets.UTF_8);
    }

    private String unescaped(int from, int to, boolean escaped, Pattern escapes) {
        String text = text(from, to);
        return escaped ? escapes.matcher(text).replaceAll("$1") : text;
    }

    private static boolean isBlank(byte b) {
        return b == '\n' || b == '\r' || b == ' ' || b == '\t';
    }

    /** Leaves a point half read; never leaves this class. */
    private static final class FaultException extends Exception {
        private static final long serialVersionUID = 1;

        private final String fault;

        FaultException(String fault) {
            super(fault, null, false, false);
            this.fault = fault;
        }
    }
}
