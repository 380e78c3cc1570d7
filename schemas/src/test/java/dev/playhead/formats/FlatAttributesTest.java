// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FlatAttributesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void objectsBecomeDottedNamesAndArraysTheirText() throws IOException {
        assertThat(flat("{\"a\":{\"b\":{\"c\":1}},\"d\":[1,\"x\\\"y\",{\"e\":[true,null]}],\"f\":1.5,\"g\":false}"))
                .isEqualTo(
                        "{\"a.b.c\":1,\"d\":\"[1,\\\"x\\\\\\\"y\\\",{\\\"e\\\":[true,null]}]\",\"f\":1.5,\"g\":false}");
    }

    @Test
    void nullsSecretsAndEndlessNamesAreLeftOut() throws IOException {
        assertThat(flat(
                        "{\"a\":null,\"token\":\"s\",\"b\":{\"client_token\":{\"c\":\"s\"}},\"%s\":1,\"d\":12345678901234567890}"
                                .formatted("n".repeat(300))))
                .isEqualTo("{\"d\":12345678901234567890}");
    }

    @Test
    void aLongArrayKeepsWholeElementsAndStaysJson() throws IOException {
        String element = "{\"k\":[\"%s\"]}".formatted("x".repeat(10_000));
        JsonNode kept = JSON.readTree(
                JSON.readTree(flat("{\"a\":[%s,%s,%s,%s,%s]}".formatted(element, element, element, element, element)))
                        .path("a")
                        .textValue());
        assertThat(kept).hasSize(3).allMatch(node -> node.toString().equals(element));
    }

    @Test
    void moreThanOneEventMayHoldIsLeftOut() throws IOException {
        String text = "x".repeat(40_000);
        String flat = flat("{\"a\":\"%s\",\"b\":\"%s\",\"c\":\"%s\"}".formatted(text, text, text));
        assertThat(JSON.readTree(flat).path("a").textValue()).hasSize(32 << 10);
        FlatAttributes session = FlatAttributes.ofSession();
        session.add("", JSON.readTree("{\"big\":\"%s\",\"small\":1}".formatted(text)));
        assertThat(session.json()).isEqualTo("{\"small\":1}");
    }

    private static String flat(String object) throws IOException {
        FlatAttributes attributes = FlatAttributes.ofEvent();
        attributes.add("", JSON.readTree(object));
        return attributes.json();
    }
}
