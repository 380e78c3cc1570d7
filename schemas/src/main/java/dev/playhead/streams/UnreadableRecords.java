// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.streams;

import dev.playhead.formats.body.RejectReason;
import dev.playhead.schemas.RegistryUnavailableException;
import dev.playhead.schemas.Topic;
import dev.playhead.schemas.v1.DeadLetter;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * Sets records aside that are not of our own topics' making, in the same transaction as everything else: the letter
 * says where the bytes are, and they stay there. Streams builds this from its class, gives it what it needs through the
 * configuration, and warns of each record itself.
 */
public final class UnreadableRecords implements DeserializationExceptionHandler {

    /** What they are set aside for. The label of their metric and their letters. */
    public static final RejectReason REASON = RejectReason.UNREADABLE_RECORD;

    /**
     * Where unreadable records go.
     *
     * @param topic of the letters
     * @param counted told of each; called by every stream thread
     */
    public record Destination(Topic<DeadLetter> topic, Runnable counted) {}

    /** Name of the property that holds the {@link Destination}. */
    static final String DESTINATION = "playhead.unreadable.records.destination";

    @SuppressWarnings("NullAway.Init") // Streams configures it before anything else
    private Destination destination;

    @Override
    public void configure(Map<String, ?> configs) {
        if (!(configs.get(DESTINATION) instanceof Destination configured)) {
            throw new IllegalStateException("no " + DESTINATION);
        }
        destination = configured;
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        if (exception instanceof RegistryUnavailableException) {
            // nothing is known of the record yet: the thread stops, is replaced and reads it again
            return Response.fail();
        }
        long atMs = Math.max(0, record.timestamp());
        DeadLetter letter = DeadLetter.newBuilder()
                .setSourceTopic(record.topic())
                .setSourcePartition(record.partition())
                .setSourceOffset(record.offset())
                .setReason(REASON.label())
                // the exception's own message may quote what it could not read
                .setDetail("not a record of this topic: " + exception.getClass().getSimpleName())
                .setAtMs(atMs)
                .build();
        String topic = destination.topic().name();
        byte[] value = destination.topic().valueSerde().serializer().serialize(topic, letter);
        destination.counted().run();
        return Response.resume(List.of(new ProducerRecord<>(topic, null, atMs, record.key(), value)));
    }
}
