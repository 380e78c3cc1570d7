// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.records;

import dev.playhead.records.Place;
import dev.playhead.records.RecordReader;
import dev.playhead.records.SetAside;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Publishes again what dead letters are about: the record as it lies in its topic, with its key, headers and time. The
 * key chooses the partition, as it did for the gateway.
 *
 * <p>A copy carries the place of its original in a header, so that of a record that was set aside, copied and set aside
 * again one copy is made and not two. Nothing is noted of what was published: processing a record twice changes nothing
 * while the processor knows its session.
 */
public final class Retry implements Consumer<SetAside> {

    /** Header of a copy: the place of the record that was received, as {@code topic/partition/offset}. */
    public static final String COPY_OF = "playhead-copy-of";

    /** What became of the letters; those about one record count once, but for {@link #REPEATED}. */
    public enum Outcome {
        PUBLISHED("published again"),
        GONE("past the retention of their topic"),
        NEVER_STORED("refused before they were stored"),
        NOT_RECEIVED("of topics that hold nothing received"),
        REPEATED("about a record that another letter is about");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        /** As in "3 …". */
        public String words() {
            return words;
        }
    }

    /** Takes one record to be published again. */
    @FunctionalInterface
    public interface Destination {
        void put(ProducerRecord<byte[], byte[]> copy);
    }

    private final Set<String> received;
    private final SortedSet<Place> places = new TreeSet<>();
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);

    /** @param topics those of the installation; only what was received is published again */
    public Retry(Topics topics) {
        this.received = Stream.of(topics.segments(), topics.rumEvents(), topics.control())
                .map(Topic::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Has what a letter is about published again by {@link #publish}. */
    @Override
    public void accept(SetAside aside) {
        Optional<Place> source = aside.source();
        if (source.isEmpty()) {
            count(Outcome.NEVER_STORED);
        } else if (!received.contains(source.get().topic())) {
            count(Outcome.NOT_RECEIVED);
        } else if (!places.add(source.get())) {
            count(Outcome.REPEATED);
        }
    }

    /** Looks each record up, puts those that are there, and returns what became of all letters. */
    public Map<Outcome, Long> publish(RecordReader reader, Destination destination) {
        Set<String> originals = new HashSet<>();
        for (Place place : places) {
            Optional<ConsumerRecord<byte[], byte[]>> found = reader.find(place);
            if (found.isEmpty()) {
                count(Outcome.GONE);
            } else if (!originals.add(originalOf(place, found.get()))) {
                count(Outcome.REPEATED);
            } else {
                destination.put(copy(place, found.get()));
                count(Outcome.PUBLISHED);
            }
        }
        return Map.copyOf(outcomes);
    }

    private static ProducerRecord<byte[], byte[]> copy(Place place, ConsumerRecord<byte[], byte[]> record) {
        @Nullable Long timestampMs = record.timestamp() < 0 ? null : record.timestamp(); // a producer takes no other
        ProducerRecord<byte[], byte[]> copy =
                new ProducerRecord<>(record.topic(), null, timestampMs, record.key(), record.value(), record.headers());
        if (record.headers().lastHeader(COPY_OF) == null) {
            copy.headers().add(COPY_OF, place.toString().getBytes(StandardCharsets.UTF_8));
        }
        return copy;
    }

    private static String originalOf(Place place, ConsumerRecord<byte[], byte[]> record) {
        Header copyOf = record.headers().lastHeader(COPY_OF);
        return copyOf == null ? place.toString() : new String(copyOf.value(), StandardCharsets.UTF_8);
    }

    private void count(Outcome outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
    }
}
