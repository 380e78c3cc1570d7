// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import dev.playhead.deploy.CrashPoint.Place;
import dev.playhead.processor.topology.SessionTopology;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Leads what is produced in a commit past the next {@link CrashPoint}: the sessions' store is cached, and goes to its
 * changelog when everything else is written and before anything is committed.
 */
public final class CrashingProducer implements ProducerInterceptor<byte[], byte[]> {

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        if (record.topic().endsWith(SessionTopology.SESSION_STATE + "-changelog")) {
            CrashPoint.pass(Place.COMMIT);
        }
        return record;
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void close() {}
}
