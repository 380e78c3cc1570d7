// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A header value with parameters, such as {@code form-data; name="segment"; filename="x"}. Quoted text is skipped as a
 * whole, so that a file name cannot pass for a parameter.
 *
 * @param value what stands before the parameters, in lower case
 * @param parameters by name in lower case
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.6">RFC 9110, parameters</a>
 */
record HeaderValue(String value, Map<String, String> parameters) {

    HeaderValue {
        parameters = Map.copyOf(parameters);
    }

    @Nullable
    String parameter(String name) {
        return parameters.get(name);
    }

    static HeaderValue parse(String text) throws MalformedBodyException {
        int end = text.indexOf(';');
        String value = (end < 0 ? text : text.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return new HeaderValue(value, end < 0 ? Map.of() : new Scanner(text, end).parameters());
    }

    private static final class Scanner {

        private final String text;
        private int at;

        Scanner(String text, int at) {
            this.text = text;
            this.at = at;
        }

        Map<String, String> parameters() throws MalformedBodyException {
            Map<String, String> parameters = new HashMap<>();
            while (at < text.length()) {
                at++; // the semicolon
                int equals = text.indexOf('=', at);
                int semicolon = text.indexOf(';', at);
                if (equals < 0 || (semicolon >= 0 && semicolon < equals)) {
                    if (text.substring(at, semicolon < 0 ? text.length() : semicolon)
                            .isBlank()) {
                        at = semicolon < 0 ? text.length() : semicolon;
                        continue;
                    }
                    throw malformed("a header's parameter has no value");
                }
                String name = text.substring(at, equals).strip().toLowerCase(Locale.ROOT);
                at = equals + 1;
                if (parameters.put(name, value()) != null) {
                    throw malformed("a header has a parameter twice");
                }
            }
            return parameters;
        }

        private String value() throws MalformedBodyException {
            if (at < text.length() && text.charAt(at) == '"') {
                return quoted();
            }
            int semicolon = text.indexOf(';', at);
            int end = semicolon < 0 ? text.length() : semicolon;
            String value = text.substring(at, end).strip();
            at = end;
            return value;
        }

        private String quoted() throws MalformedBodyException {
            StringBuilder value = new StringBuilder();
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                boolean escaped = text.charAt(at) == '\\' && at + 1 < text.length();
                at += escaped ? 1 : 0;
                value.append(text.charAt(at));
                at++;
            }
            if (at == text.length()) {
                throw malformed("a header's quoted text does not end");
            }
            at++;
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            if (at < text.length() && text.charAt(at) != ';') {
                throw malformed("text follows a header's quoted text");
            }
            return value.toString();
        }

        private static MalformedBodyException malformed(String detail) {
            return new MalformedBodyException(RejectReason.MALFORMED, detail);
        }
    }
}
