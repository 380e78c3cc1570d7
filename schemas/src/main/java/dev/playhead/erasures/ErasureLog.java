// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.erasures;

import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Erasure;
import java.util.Collection;
import java.util.Optional;

/**
 * Where it is decided that sessions are erased, and remembered that it was. Safe for many threads; every method throws
 * {@link org.apache.kafka.common.KafkaException} if the cluster refuses or does not answer in time.
 */
public interface ErasureLog {

    /**
     * Decides that sessions are erased; every in-sync replica has it when this returns. To decide it again changes
     * nothing. Where it fails, some may be decided.
     */
    void decide(Collection<SessionKey> sessions);

    /**
     * Remembers an erasure, once all of it is decided, with the date when the bytes that were received until now are
     * gone.
     *
     * @param sessions how many
     * @return what it is found by
     */
    ErasureId record(String app, int sessions, long requestedMs, long erasedMs);

    /** What is remembered under an id, whoever recorded it. */
    Optional<Erasure> find(ErasureId id);
}
