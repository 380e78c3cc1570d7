// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Where a record of the segments topic lies.
 *
 * @param bytes size of the body in it
 */
record Place(int partition, long offset, int bytes) {

    static Place of(RecordMetadata record, int bytes) {
        return new Place(record.partition(), record.offset(), bytes);
    }
}
