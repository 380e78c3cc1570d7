// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.applications.DropRule.Field;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DropRuleTest {

    private record Stated(
            Map<Field, String> texts,
            @Nullable Boolean hasFullSnapshot,
            @Nullable Long rawSize) implements DropRule.Subject {

        @Override
        public @Nullable String text(Field field) {
            return texts.get(field);
        }
    }

    @Test
    void allConditionsMustHold() {
        DropRule rule = texts(Map.of(Field.SERVICE, List.of("probe", "canary"), Field.ENV, List.of("staging")));
        assertThat(rule.matches(stated(Map.of(Field.SERVICE, "canary", Field.ENV, "staging"))))
                .isTrue();
        assertThat(rule.matches(stated(Map.of(Field.SERVICE, "canary", Field.ENV, "production"))))
                .isFalse();
        assertThat(rule.matches(stated(Map.of(Field.SERVICE, "canary")))).isFalse();
    }

    @Test
    void aForbiddenValueAllowsEverythingElse() {
        DropRule rule = texts(Map.of(Field.ENV, List.of("!production", "!staging")));
        assertThat(rule.matches(stated(Map.of(Field.ENV, "dev")))).isTrue();
        assertThat(rule.matches(stated(Map.of()))).isTrue();
        assertThat(rule.matches(stated(Map.of(Field.ENV, "staging")))).isFalse();
    }

    @Test
    void sizesAndSnapshotsAreConditionsToo() {
        DropRule large = new DropRule("large", Map.of(), null, 10L, 20L);
        assertThat(large.matches(new Stated(Map.of(), null, 10L))).isTrue();
        assertThat(large.matches(new Stated(Map.of(), null, 20L))).isTrue();
        assertThat(large.matches(new Stated(Map.of(), null, 9L))).isFalse();
        assertThat(large.matches(new Stated(Map.of(), null, 21L))).isFalse();
        assertThat(large.matches(new Stated(Map.of(), null, null))).isFalse();
        DropRule withoutSnapshot = new DropRule("increments", Map.of(), false, null, null);
        assertThat(withoutSnapshot.matches(new Stated(Map.of(), false, null))).isTrue();
        assertThat(withoutSnapshot.matches(new Stated(Map.of(), true, null))).isFalse();
        assertThat(withoutSnapshot.matches(new Stated(Map.of(), null, null))).isFalse();
    }

    @Test
    void aRuleWithoutConditionIsAMistake() {
        assertThatThrownBy(() -> new DropRule("all", Map.of(), null, null, null))
                .hasMessageContaining("all");
    }

    private static DropRule texts(Map<Field, List<String>> texts) {
        return new DropRule("rule", texts, null, null, null);
    }

    private static Stated stated(Map<Field, String> texts) {
        return new Stated(texts, null, null);
    }
}
