// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One reading of the environment. It goes on past a bad value, so that one start shows every mistake. */
public final class Settings {

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    public Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public String text(String name, String fallback) {
        return read(name, fallback, value -> value);
    }

    /** Texts between commas, none of them blank; none at all where it is not set. */
    public Set<String> texts(String name) {
        return each(name, text -> text);
    }

    /** What stands between commas, as far as it is not blank, each read by itself; none where it is not set. */
    public <T> Set<T> each(String name, Function<String, T> parse) {
        return read(
                name,
                Set.of(),
                value -> Arrays.stream(value.split(",", -1))
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .map(parse)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** A file that is there and can be read. */
    public Optional<Path> file(String name) {
        return read(name, Optional.empty(), value -> {
            Path file = Path.of(value);
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new IllegalArgumentException("not a file that can be read");
            }
            return Optional.of(file);
        });
    }

    /** What stands there, read; empty where it is not set. */
    public <T> Optional<T> one(String name, Function<String, T> parse) {
        return read(name, Optional.empty(), value -> Optional.of(parse.apply(value)));
    }

    /** The constant of an enum that is named like this in lower case. */
    public <E extends Enum<E>> E oneOf(String name, E fallback) {
        Map<String, E> choices = new LinkedHashMap<>();
        EnumSet.allOf(fallback.getDeclaringClass())
                .forEach(choice -> choices.put(choice.name().toLowerCase(Locale.ROOT), choice));
        return read(name, fallback, value -> {
            E choice = choices.get(value);
            if (choice == null) {
                throw new IllegalArgumentException("not one of " + String.join(", ", choices.keySet()));
            }
            return choice;
        });
    }

    public int integer(String name, int fallback, int min, int max) {
        return read(name, fallback, value -> {
            int number = wholeNumber(value);
            if (number < min || number > max) {
                throw new IllegalArgumentException("not in %d..%d".formatted(min, max));
            }
            return number;
        });
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String name, boolean fallback) {
        return read(name, fallback, value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        });
    }

    /** Notes a mistake that no single value shows. */
    public void problem(String text) {
        problems.add(text);
    }

    /** An ISO-8601 duration, such as {@code PT1M}; not a negative one. */
    public Duration duration(String name, Duration fallback) {
        return read(name, fallback, value -> {
            Duration duration = Duration.parse(value);
            if (duration.isNegative()) {
                throw new IllegalArgumentException("negative");
            }
            return duration;
        });
    }

    private static int wholeNumber(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a whole number", e);
        }
    }

    /** @throws IllegalStateException naming every setting that could not be read */
    public void check() {
        if (!problems.isEmpty()) {
            throw new IllegalStateException("bad settings: " + String.join("; ", problems));
        }
    }

    private <T> T read(String name, T fallback, Function<String, T> parse) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            return fallback;
        }
        try {
            return parse.apply(value.strip());
        } catch (RuntimeException e) {
            problems.add("%s=%s (%s)".formatted(name, value, e.getMessage()));
            return fallback;
        }
    }
}
