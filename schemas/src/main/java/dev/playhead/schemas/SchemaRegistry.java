// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.schemas;

import org.apache.avro.Schema;

/** Gives schemas the ids that stand in front of every record, and finds them again. Safe for many threads. */
public interface SchemaRegistry {

    /**
     * The id of a schema under a subject, registered if it is new.
     *
     * @throws org.apache.kafka.common.errors.SerializationException if the registry refuses it or cannot be reached
     */
    int idOf(String subject, Schema schema);

    /**
     * The schema that a record was written with.
     *
     * @throws org.apache.kafka.common.errors.SerializationException if there is none of that id
     */
    Schema byId(int id);
}
