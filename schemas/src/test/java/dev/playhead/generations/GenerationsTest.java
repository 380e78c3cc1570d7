// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.generations;

import static dev.playhead.schemas.v1.GenerationState.BUILDING;
import static dev.playhead.schemas.v1.GenerationState.RETIRED;
import static dev.playhead.schemas.v1.GenerationState.SERVING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.schemas.v1.GenerationState;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GenerationsTest {

    @Test
    void theFirstServesWhereNothingIsDecided() {
        assertThat(Generations.INITIAL.serving()).isEqualTo(1);
        assertThat(Generations.INITIAL.running()).containsExactly(1);
        assertThat(Generations.INITIAL.building()).isEmpty();
        assertThat(Generations.INITIAL.superseded()).isEmpty();
        assertThat(Generations.INITIAL.next()).isEqualTo(2);
    }

    @Test
    void whatIsBuiltRunsBesideTheOneThatServes() {
        Generations generations = generations(Map.of(1, SERVING, 2, BUILDING));

        assertThat(generations.serving()).isEqualTo(1);
        assertThat(generations.building()).contains(2);
        assertThat(generations.running()).containsExactly(1, 2);
    }

    @Test
    void theHighestThatServesAnswersAndTheOthersRunUntilTheyAreRetired() {
        Generations swapped = generations(Map.of(1, SERVING, 2, SERVING));
        assertThat(swapped.serving()).isEqualTo(2);
        assertThat(swapped.superseded()).containsExactly(1);
        assertThat(swapped.running()).containsExactly(1, 2);

        Generations cleaned = generations(Map.of(1, RETIRED, 2, SERVING));
        assertThat(cleaned.superseded()).isEmpty();
        assertThat(cleaned.running()).containsExactly(2);
        assertThat(cleaned.retired()).containsExactly(1);
    }

    @Test
    void theNewestCanBeDoneWithoutWhileThereIsAnother() {
        assertThat(Generations.INITIAL.dispensable()).isEmpty();
        assertThat(generations(Map.of(1, SERVING, 2, BUILDING)).dispensable()).contains(2);
        assertThat(generations(Map.of(1, SERVING, 2, SERVING)).dispensable()).contains(2);
        assertThat(generations(Map.of(1, RETIRED, 2, SERVING)).dispensable()).isEmpty();
        assertThat(generations(Map.of(1, SERVING, 2, RETIRED)).serving()).isEqualTo(1);
    }

    @Test
    void noNumberIsGivenTwice() {
        assertThat(generations(Map.of(1, SERVING, 2, RETIRED)).next()).isEqualTo(3);
    }

    @Test
    void oneServesAlways() {
        assertThatThrownBy(() -> generations(Map.of(1, RETIRED, 2, BUILDING)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFirstIsCalledAsEver() {
        assertThat(Generations.applicationId("playhead-query", 1)).isEqualTo("playhead-query");
        assertThat(Generations.applicationId("playhead-query", 12)).isEqualTo("playhead-query-g12");
    }

    private static Generations generations(Map<Integer, GenerationState> states) {
        return new Generations(new TreeMap<>(states));
    }
}
