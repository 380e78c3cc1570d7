// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.playhead.testkit.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class FieldsTest {

    /** Some of one hash: "Aa" and "BB" are, and so is whatever is joined of as many of them. */
    private static final List<String> NAMES = List.of(
            "type",
            "id",
            "data",
            "node",
            "Aa",
            "BB",
            "AaAa",
            "AaBB",
            "BBAa",
            "BBBB",
            "tagName",
            "attributes",
            "a",
            "b",
            "c",
            "d",
            "e",
            "f",
            "g",
            "h",
            "i",
            "j",
            "k",
            "l",
            "");

    /** What one does to an object. */
    private record Step(int kind, String name, JsonNode value) {}

    @Test
    void theyAreALinkedHashMapHoweverMany() {
        Property.forAll(2_000, FieldsTest::steps, steps -> {
            Fields fields = new Fields();
            Map<String, JsonNode> expected = new LinkedHashMap<>();
            for (Step step : steps) {
                assertThat(apply(step, fields)).isEqualTo(apply(step, expected));
                assertThat(fields.size()).isEqualTo(expected.size());
                assertThat(fields.get(step.name())).isEqualTo(expected.get(step.name()));
                assertThat(fields.containsKey(step.name())).isEqualTo(expected.containsKey(step.name()));
            }
            assertThat(List.copyOf(fields.entrySet())).isEqualTo(List.copyOf(expected.entrySet()));
            List<String> told = new ArrayList<>();
            fields.forEach((name, value) -> told.add(name + value));
            assertThat(told)
                    .isEqualTo(expected.entrySet().stream()
                            .map(field -> field.getKey() + field.getValue())
                            .toList());
        });
    }

    private static List<Step> steps(RandomGenerator random) {
        int names = random.nextInt(1, NAMES.size() + 1);
        List<Step> steps = new ArrayList<>();
        for (int left = random.nextInt(60); left > 0; left--) {
            steps.add(new Step(
                    random.nextInt(20), NAMES.get(random.nextInt(names)), IntNode.valueOf(random.nextInt(100))));
        }
        return steps;
    }

    private static Object apply(Step step, Map<String, JsonNode> fields) {
        return switch (step.kind()) {
            case 0 ->
                fields.entrySet()
                        .removeIf(field ->
                                field.getValue().intValue() < step.value().intValue());
            case 1 -> fields.keySet().retainAll(List.of("type", "id", step.name()));
            case 2 -> {
                if (step.value().intValue() < 20) {
                    fields.clear();
                }
                yield true;
            }
            case 3, 4, 5 -> String.valueOf(fields.remove(step.name()));
            default -> String.valueOf(fields.put(step.name(), step.value()));
        };
    }
}
