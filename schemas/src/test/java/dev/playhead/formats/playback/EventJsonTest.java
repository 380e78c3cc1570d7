// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.playhead.formats.body.Body;
import dev.playhead.testkit.Property;
import dev.playhead.testkit.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside Jackson's mapper, which is what events went through before. */
final class EventJsonTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final List<String> SCALARS = List.of(
            "0",
            "-0",
            "7",
            "2047",
            "2048",
            "-1",
            "2147483648",
            "9223372036854775808",
            "1.5",
            "-0.0",
            "1e3",
            "1e400",
            "0.1000000000000000055511151231257827",
            "true",
            "false",
            "null",
            "''",
            "'tea'",
            "'\\u00e9\\ud83c\\udf75'",
            "'\\u0000\\n\\\"\\\\\\/'",
            "'\\ud83c'");

    private static final List<String> NAMES =
            List.of("type", "data", "d\\u0061ta", "id", "a", "b", "c\\n", "\\u2028", "__proto__", "");

    static List<String> sets() {
        return Uploads.sets();
    }

    @Test
    void anyJsonIsReadAndWrittenAsByTheMapper() {
        Property.forAll(2_000, random -> json(random, 6), EventJsonTest::sameAsByTheMapper);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 17, 500})
    void fieldsThatComeAgainKeepTheirPlaceAndTakeTheLastValue(int names) {
        StringBuilder fields = new StringBuilder("'first':0");
        for (int i = 0; i < 2 * names; i++) {
            fields.append(",'n%d':%d".formatted(i % names, i));
        }
        sameAsByTheMapper("{" + fields + ",'first':1}");
    }

    @ParameterizedTest
    @MethodSource("sets")
    void recordingsAreReadAndWrittenAsByTheMapper(String set) throws IOException {
        for (Body body : Uploads.segments(set)) {
            try (InputStream in = body.open()) {
                JsonNode expected = MAPPER.readTree(in);
                JsonNode read = body.read(tokens -> {
                    tokens.nextToken();
                    return EventJson.read(tokens);
                });
                assertThat(written(read)).isEqualTo(MAPPER.writeValueAsString(expected));
            }
        }
    }

    @Test
    void treesOfAnyOriginAreWritten() throws IOException {
        JsonNodeFactory other = JsonNodeFactory.instance;
        assertThat(written(other.objectNode()
                        .put("short", (short) 1)
                        .put("float", 1.5f)
                        .set("missing", other.missingNode())))
                .isEqualTo("{\"short\":1,\"float\":1.5,\"missing\":null}");
    }

    private static void sameAsByTheMapper(String singleQuoted) {
        String json = singleQuoted.replace('\'', '"');
        try (JsonParser tokens = MAPPER.createParser(json)) {
            tokens.nextToken();
            JsonNode read = EventJson.read(tokens);
            assertThat(tokens.nextToken()).isNull();
            JsonNode expected = MAPPER.readTree(json);
            assertThat(read).isEqualTo(expected);
            assertThat(written(read)).isEqualTo(MAPPER.writeValueAsString(expected));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String written(JsonNode value) throws IOException {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            EventJson.write(value, json);
        }
        return out.toString();
    }

    private static String json(RandomGenerator random, int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(4);
        if (kind < 2) {
            return SCALARS.get(random.nextInt(SCALARS.size()));
        }
        StringBuilder json = new StringBuilder();
        for (int left = random.nextInt(25) >> random.nextInt(4); left > 0; left--) {
            json.append(json.isEmpty() ? "" : ",")
                    .append(kind == 2 ? "'%s':".formatted(NAMES.get(random.nextInt(NAMES.size()))) : "")
                    .append(json(random, depth - 1));
        }
        return kind == 2 ? "{" + json + "}" : "[" + json + "]";
    }
}
