// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.applications;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of segment that is accepted but not kept; all of its conditions must hold.
 *
 * @param name for the metric that counts what it drops
 * @param texts allowed values of each field. One that begins with {@code !} is forbidden instead; where only such are
 *     named, everything else is allowed, also that nothing is stated
 * @param hasFullSnapshot null where it does not matter
 * @param minRawSize smallest inflated size in bytes as the SDK states it; null where it does not matter
 * @param maxRawSize largest; a segment that states no size is in no range
 */
public record DropRule(
        String name,
        Map<Field, List<String>> texts,
        @Nullable Boolean hasFullSnapshot,
        @Nullable Long minRawSize,
        @Nullable Long maxRawSize) {

    /** What is stated of a segment as text. */
    public enum Field {
        APP,
        SERVICE,
        VERSION,
        ENV,
        SDK,
        SOURCE
    }

    /** What rules look at. */
    public interface Subject {
        @Nullable
        String text(Field field);

        @Nullable
        Boolean hasFullSnapshot();

        @Nullable
        Long rawSize();
    }

    /** @throws IllegalArgumentException if it has no condition, and would drop everything */
    public DropRule {
        Map<Field, List<String>> copy = new EnumMap<>(Field.class);
        texts.forEach((field, values) -> copy.put(field, List.copyOf(values)));
        texts = Map.copyOf(copy);
        if (texts.isEmpty() && hasFullSnapshot == null && minRawSize == null && maxRawSize == null) {
            throw new IllegalArgumentException("drop rule %s has no condition".formatted(name));
        }
    }

    public boolean matches(Subject segment) {
        return texts.entrySet().stream()
                        .allMatch(condition -> allows(condition.getValue(), segment.text(condition.getKey())))
                && (hasFullSnapshot == null || hasFullSnapshot.equals(segment.hasFullSnapshot()))
                && isInRange(segment.rawSize());
    }

    private static boolean allows(List<String> values, @Nullable String stated) {
        List<String> wanted = new ArrayList<>();
        for (String value : values) {
            if (!value.startsWith("!")) {
                wanted.add(value);
            } else if (value.substring(1).equals(stated)) {
                return false;
            }
        }
        return wanted.isEmpty() || (stated != null && wanted.contains(stated));
    }

    private boolean isInRange(@Nullable Long size) {
        if (minRawSize == null && maxRawSize == null) {
            return true;
        }
        return size != null && (minRawSize == null || size >= minRawSize) && (maxRawSize == null || size <= maxRawSize);
    }
}
