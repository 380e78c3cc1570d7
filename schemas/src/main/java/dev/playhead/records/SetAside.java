// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.records;

import dev.playhead.schemas.v1.DeadLetter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One dead letter.
 *
 * @param key of the record that it is about, as found; not to be trusted
 */
public record SetAside(@Nullable String key, DeadLetter letter) {

    /** Where the bytes are; empty for what the gateway never stored. */
    public Optional<Place> source() {
        String topic = letter.getSourceTopic();
        Integer partition = letter.getSourcePartition();
        Long offset = letter.getSourceOffset();
        return topic == null || partition == null || offset == null
                ? Optional.empty()
                : Optional.of(new Place(topic, partition, offset));
    }
}
