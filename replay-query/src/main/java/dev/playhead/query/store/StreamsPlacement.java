// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;

/** What the last rebalance told every instance of a Streams application about all of them. */
public final class StreamsPlacement implements Placement {

    private final KafkaStreams streams;
    private final String source;

    /** @param source a source topic whose partitions are those of the stores */
    public StreamsPlacement(KafkaStreams streams, String source) {
        this.streams = streams;
        this.source = source;
    }

    @Override
    public Holders of(int partition) {
        TopicPartition wanted = new TopicPartition(source, partition);
        Optional<Instance> owner = Optional.empty();
        List<Instance> copies = new ArrayList<>();
        for (StreamsMetadata client : clients()) {
            Instance instance = new Instance(client.host(), client.port());
            if (client.topicPartitions().contains(wanted)) {
                owner = Optional.of(instance);
            }
            if (client.standbyTopicPartitions().contains(wanted)) {
                copies.add(instance);
            }
        }
        return new Holders(owner, copies);
    }

    private List<StreamsMetadata> clients() {
        try {
            return List.copyOf(streams.metadataForAllStreamsClients());
        } catch (IllegalStateException e) {
            return List.of(); // not started, or over
        }
    }
}
