// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object in the order in which they came; a field that comes again keeps its place.
 *
 * <p>A page is thousands of objects of some five fields, which are made, looked at a few times and written. A linked
 * hash map costs an entry a field, a table and itself: most of what building the page's tree costs. Here it is one
 * array, searched from the front, until there are more than {@link #MOST_IN_ARRAY} fields; from then on a linked hash
 * map, so that no sender's object is slow.
 */
final class Fields extends AbstractMap<String, JsonNode> {

    static final int MOST_IN_ARRAY = 16;

    private static final int FIRST_CAPACITY = 6;

    /** Names and values in turn. */
    private @Nullable Object[] slots = new Object[2 * FIRST_CAPACITY];

    private int size;

    /** A bit for each name by its hash, so that most fields which are not there need no search. */
    private long hashes;

    private @Nullable Map<String, JsonNode> many;

    @Override
    public int size() {
        return many == null ? size : many.size();
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public @Nullable JsonNode get(@Nullable Object name) {
        if (many != null) {
            return many.get(name);
        }
        int at = find(name);
        return at < 0 ? null : valueAt(at);
    }

    @Override
    public @Nullable JsonNode put(String name, JsonNode value) {
        if (many != null) {
            return many.put(name, value);
        }
        int at = find(name);
        if (at >= 0) {
            JsonNode replaced = valueAt(at);
            slots[2 * at + 1] = value;
            return replaced;
        }
        if (size == MOST_IN_ARRAY) {
            many = new LinkedHashMap<>(this);
            return many.put(name, value);
        }
        if (2 * size == slots.length) {
            slots = Arrays.copyOf(slots, 2 * MOST_IN_ARRAY);
        }
        slots[2 * size] = name;
        slots[2 * size + 1] = value;
        hashes |= bit(name);
        size++;
        return null;
    }

    @Override
    public @Nullable JsonNode remove(@Nullable Object name) {
        if (many != null) {
            return many.remove(name);
        }
        int at = find(name);
        if (at < 0) {
            return null;
        }
        JsonNode removed = valueAt(at);
        removeAt(at);
        return removed;
    }

    @Override
    public void clear() {
        many = null;
        Arrays.fill(slots, null);
        size = 0;
        hashes = 0;
    }

    @Override
    public Set<Entry<String, JsonNode>> entrySet() {
        return many == null ? new Entries() : many.entrySet();
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super JsonNode> fields) {
        if (many != null) {
            many.forEach(fields);
            return;
        }
        for (int at = 0; at < size; at++) {
            fields.accept(nameAt(at), valueAt(at));
        }
    }

    private int find(@Nullable Object name) {
        if (name == null || (hashes & bit(name)) == 0) {
            return -1;
        }
        for (int at = 0; at < size; at++) {
            if (name.equals(slots[2 * at])) {
                return at;
            }
        }
        return -1;
    }

    private static long bit(Object name) {
        return 1L << name.hashCode(); // by its lowest six bits
    }

    private String nameAt(int at) {
        return (String) Objects.requireNonNull(slots[2 * at]);
    }

    private JsonNode valueAt(int at) {
        return (JsonNode) Objects.requireNonNull(slots[2 * at + 1]);
    }

    private void removeAt(int at) {
        System.arraycopy(slots, 2 * (at + 1), slots, 2 * at, 2 * (size - at - 1));
        size--;
        slots[2 * size] = null;
        slots[2 * size + 1] = null;
    }

    /** Of the array. */
    private final class Entries extends AbstractSet<Entry<String, JsonNode>> {

        @Override
        public int size() {
            return size;
        }

        @Override
        public boolean removeIf(Predicate<? super Entry<String, JsonNode>> unwanted) {
            int before = size;
            for (int at = size - 1; at >= 0; at--) {
                if (unwanted.test(Map.entry(nameAt(at), valueAt(at)))) {
                    removeAt(at);
                }
            }
            return size < before;
        }

        @Override
        public Iterator<Entry<String, JsonNode>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < size;
                }

                @Override
                public Entry<String, JsonNode> next() {
                    if (next >= size) {
                        throw new NoSuchElementException();
                    }
                    int at = next++;
                    return Map.entry(nameAt(at), valueAt(at));
                }

                @Override
                public void remove() {
                    removeAt(--next);
                }
            };
        }
    }
}
