// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.Traits;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a session's scalars; each is decided by itself, and one that nobody stated is absent. What is said
 * of a user is known together with whom it was said of.
 */
public record LatestTraits(SortedMap<Trait, Latest> values) {

    public static final LatestTraits NONE = new LatestTraits(Collections.emptySortedMap());

    public LatestTraits {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** @param atMs when this was true, epoch ms of the browser's clock */
    public static LatestTraits of(Traits traits, long atMs) {
        TreeMap<Trait, Latest> values = new TreeMap<>();
        for (Trait trait : Trait.values()) {
            String value = trait.of(traits);
            if (value != null) {
                values.put(trait, new Latest(value, atMs, trait.isAboutUser() ? traits.userId() : null));
            }
        }
        return new LatestTraits(values);
    }

    public LatestTraits merge(LatestTraits other) {
        return new LatestTraits(Known.join(values, other.values, Latest::merge));
    }

    /** Null for what is only known of another user than the session's latest. */
    public @Nullable String get(Trait trait) {
        Latest latest = values.get(trait);
        if (latest == null || (trait.isAboutUser() && !Objects.equals(latest.user(), userId()))) {
            return null;
        }
        return latest.value();
    }

    private @Nullable String userId() {
        Latest latest = values.get(Trait.USER_ID);
        return latest == null ? null : latest.value();
    }
}
