// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.share;

import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Share;
import java.util.List;
import java.util.Optional;

/** The links that were made, on any instance. Safe for many threads. */
public interface ShareLinks {

    /**
     * Remembers a link as it is now, made or revoked; every in-sync replica has it when this returns.
     *
     * @throws org.apache.kafka.common.KafkaException if it is not acknowledged in time; it may be there all the same
     */
    void put(Share share);

    /** A link that has not expired, be it revoked or not, as far as this instance has heard. */
    Optional<Share> find(String id);

    /** The links to a session that hold, oldest first. */
    List<Share> of(SessionKey key);
}
