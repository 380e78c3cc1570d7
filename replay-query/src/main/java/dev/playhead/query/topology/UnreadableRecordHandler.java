// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.topology;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets aside what is in a source topic but is no record of ours, and goes on. Made by Streams. */
public final class UnreadableRecordHandler implements DeserializationExceptionHandler {

    static final String DEAD_LETTERS = "playhead.dead.letters";

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableRecordHandler.class);

    private DeadLetters letters;

    @SuppressWarnings("NullAway.Init") // Streams calls configure before anything else
    public UnreadableRecordHandler() {}

    @Override
    public void configure(Map<String, ?> configs) {
        letters = DeadLetters.in(configs);
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> unreadable, Exception cause) {
        LOG.warn(
                "A record could not be read and was set aside. topic={} partition={} offset={} cause={}",
                unreadable.topic(),
                unreadable.partition(),
                unreadable.offset(),
                cause.getClass().getSimpleName());
        return Response.resume(List.of(letters.letterFor(unreadable)));
    }
}
