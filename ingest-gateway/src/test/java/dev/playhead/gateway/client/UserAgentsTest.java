// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.formats.facts.DeviceClass;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UserAgentsTest {

    private static final int MAX_CHARS = 64;
    private static final Agent PERSON = new Agent("Firefox", "Linux", DeviceClass.DESKTOP);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<String> parsed = new CopyOnWriteArrayList<>();

    @Test
    void oneIsParsedOnce() {
        UserAgents userAgents = remembering(10);
        assertThat(userAgents.read("a")).isSameAs(PERSON);
        assertThat(userAgents.read("a")).isSameAs(PERSON);
        userAgents.read("b");
        assertThat(parsed).containsExactly("a", "b");
        assertThat(count("parsed")).isEqualTo(2);
        assertThat(read("known")).isEqualTo(3);
    }

    /** What the cost of a hostile one is bounded by. */
    @Test
    void aLongOneIsCutBeforeItIsParsedOrRemembered() {
        UserAgents userAgents = remembering(10);
        userAgents.read("x".repeat(MAX_CHARS));
        assertThat(count("cut")).isZero();
        userAgents.read("x".repeat(MAX_CHARS) + "y");
        userAgents.read("x".repeat(100_000));
        assertThat(parsed).containsExactly("x".repeat(MAX_CHARS));
        assertThat(count("cut")).isEqualTo(2);
    }

    @Test
    void manyAreForgottenAgain() {
        UserAgents userAgents = remembering(4);
        for (int round = 0; round < 2; round++) {
            IntStream.range(0, 1_000).forEach(i -> userAgents.read("agent " + i));
        }
        assertThat(parsed).hasSizeGreaterThan(1_900);
    }

    @Test
    void noneSaysNothing() {
        UserAgents userAgents = remembering(10);
        assertThat(userAgents.read(null)).isEqualTo(Agent.UNKNOWN);
        assertThat(userAgents.read("")).isEqualTo(Agent.UNKNOWN);
        assertThat(userAgents.read("  ")).isEqualTo(Agent.UNKNOWN);
        assertThat(parsed).isEmpty();
        assertThat(read("absent")).isEqualTo(3);
    }

    @Test
    void botsAndWhatCannotBeReadAreCounted() {
        UserAgents userAgents = new UserAgents(
                settings(10),
                text -> text.equals("bot") ? new Agent("Bot", null, DeviceClass.BOT) : Agent.UNKNOWN,
                new ClientMetrics(registry));
        userAgents.read("bot");
        userAgents.read("rubbish");
        assertThat(read("bot")).isEqualTo(1);
        assertThat(read("unknown")).isEqualTo(1);
    }

    private UserAgents remembering(int maxUserAgents) {
        return new UserAgents(
                settings(maxUserAgents),
                text -> {
                    parsed.add(text);
                    return PERSON;
                },
                new ClientMetrics(registry));
    }

    private static ClientSettings settings(int maxUserAgents) {
        return new ClientSettings(Optional.empty(), maxUserAgents, MAX_CHARS);
    }

    private double count(String what) {
        return registry.counter("playhead.gateway.useragents." + what).count();
    }

    private double read(String result) {
        return registry.counter("playhead.gateway.useragents.read", "result", result)
                .count();
    }
}
