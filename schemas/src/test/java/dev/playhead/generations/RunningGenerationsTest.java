// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.generations;

import static dev.playhead.schemas.v1.GenerationState.BUILDING;
import static dev.playhead.schemas.v1.GenerationState.RETIRED;
import static dev.playhead.schemas.v1.GenerationState.SERVING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.schemas.BundledSchemas;
import dev.playhead.schemas.Topics;
import dev.playhead.schemas.v1.GenerationState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance, decision by decision; what runs is a note. */
class RunningGenerationsTest {

    private static final Topics TOPICS = Topics.of(Topics.DEFAULT_PREFIX, new BundledSchemas());

    @TempDir
    private Path stores;

    private final Set<Integer> here = new HashSet<>();
    private final Set<Integer> running = new HashSet<>();
    private final Set<Integer> hanging = new HashSet<>();
    private final Set<Integer> impossible = new HashSet<>();
    private final GenerationLog log =
            new GenerationLog(Map.of("bootstrap.servers", "127.0.0.1:1"), TOPICS.generations());
    private RunningGenerations<Note> generations;

    private final class Note implements RunningGenerations.Run {

        private final int number;

        Note(Topics topics) {
            number = topics.generation();
            if (impossible.contains(number)) {
                throw new IllegalStateException("cannot run");
            }
            here.add(number);
        }

        @Override
        public boolean running() {
            return running.contains(number);
        }

        @Override
        public boolean stop() {
            return leave();
        }

        @Override
        public boolean leave() {
            return !hanging.contains(number) && here.remove(number);
        }
    }

    @BeforeEach
    void start() {
        generations = start(Duration.ZERO);
        generations.bring(Generations.INITIAL);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void whatIsBuiltRunsAndDoesNotAnswer() {
        decide(Map.of(1, SERVING, 2, BUILDING));

        assertThat(here).containsExactlyInAnyOrder(1, 2);
        assertThat(generations.servingNumber()).isEqualTo(1);
        assertThat(generations.buildingNumber()).isEqualTo(2);
    }

    @Test
    void whatIsToServeAnswersOnceItRunsHere() {
        decide(Map.of(1, SERVING, 2, BUILDING));
        decide(Map.of(1, SERVING, 2, SERVING));
        assertThat(generations.servingNumber()).isEqualTo(1);

        running.add(2);
        decide(Map.of(1, SERVING, 2, SERVING));
        assertThat(generations.servingNumber()).isEqualTo(2);
        assertThat(generations.serving().number).isEqualTo(2);
        assertThat(generations.buildingNumber()).isZero();
        assertThat(here).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void whatIsRetiredStopsAndItsStoresGo() throws Exception {
        Files.writeString(Files.createDirectories(stores.resolve("app/0_1")).resolve("store"), "rows");
        Files.createDirectories(stores.resolve("app-g2"));
        running.add(2);
        decide(Map.of(1, SERVING, 2, SERVING));
        decide(Map.of(1, RETIRED, 2, SERVING));

        assertThat(here).containsExactly(2);
        assertThat(stores).isDirectoryContaining("glob:**/app-g2").isDirectoryNotContaining("glob:**/app");
    }

    @Test
    void theOldOneCanBeHadBackUntilItIsRetired() {
        running.addAll(Set.of(1, 2));
        decide(Map.of(1, SERVING, 2, SERVING));
        decide(Map.of(1, SERVING, 2, RETIRED));

        assertThat(generations.servingNumber()).isEqualTo(1);
        assertThat(here).containsExactly(1);
    }

    @Test
    void storesThatAKilledInstanceLeftGoAsWell() throws Exception {
        Files.createDirectories(stores.resolve("app-g2"));
        decide(Map.of(1, SERVING, 2, RETIRED));

        assertThat(here).containsExactly(1);
        assertThat(stores).isEmptyDirectory();
    }

    @Test
    void whatDoesNotStopKeepsItsStoresUntilItDoes() throws Exception {
        Files.createDirectories(stores.resolve("app-g2"));
        hanging.add(2);
        decide(Map.of(1, SERVING, 2, BUILDING));
        decide(Map.of(1, SERVING, 2, RETIRED));
        assertThat(stores).isNotEmptyDirectory();

        hanging.clear();
        decide(Map.of(1, SERVING, 2, RETIRED));
        assertThat(stores).isEmptyDirectory();
    }

    @Test
    void whatCannotRunIsTriedAgainAndHurtsNobody() {
        impossible.add(2);
        decide(Map.of(1, SERVING, 2, BUILDING));
        assertThat(here).containsExactly(1);
        assertThat(generations.buildingNumber()).isZero();

        impossible.clear();
        decide(Map.of(1, SERVING, 2, BUILDING));
        assertThat(here).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void whatAnswersStaysWhileNothingElseCan() {
        impossible.add(2);
        decide(Map.of(1, RETIRED, 2, SERVING));
        assertThat(generations.servingNumber()).isEqualTo(1);
        assertThat(here).containsExactly(1);

        impossible.clear();
        decide(Map.of(1, RETIRED, 2, SERVING));
        assertThat(generations.servingNumber()).isEqualTo(2);
        assertThat(here).containsExactly(2);
    }

    @Test
    void requestsThatBeganBeforeTheSwapHaveTimeToEnd() {
        generations = start(Duration.ofHours(1));
        running.add(2);
        decide(Map.of(1, RETIRED, 2, SERVING));

        assertThat(generations.servingNumber()).isEqualTo(2);
        assertThat(here).containsExactlyInAnyOrder(1, 2);
    }

    private void decide(Map<Integer, GenerationState> states) {
        generations.bring(new Generations(new TreeMap<>(states)));
    }

    private RunningGenerations<Note> start(Duration lastReads) {
        return new RunningGenerations<>(
                log,
                TOPICS,
                new RunningGenerations.Application<>("app", stores, Note::new),
                1,
                new Note(TOPICS),
                lastReads);
    }
}
