// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.query.share.ShareIndex;
import dev.playhead.query.share.ShareLinks;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Share;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;

/** The real index, told at once of what would go through Kafka, unless that is away. */
final class MappedLinks implements ShareLinks {

    private final ShareIndex index;
    private volatile boolean kafkaIsAway;

    MappedLinks(InstantSource clock) {
        this.index = new ShareIndex(clock);
    }

    void kafkaIsAway(boolean away) {
        kafkaIsAway = away;
    }

    @Override
    public void put(Share share) {
        if (kafkaIsAway) {
            throw new TimeoutException("not acknowledged");
        }
        index.take(share);
    }

    @Override
    public Optional<Share> find(String id) {
        return index.find(id);
    }

    @Override
    public List<Share> of(SessionKey key) {
        return index.of(key);
    }
}
