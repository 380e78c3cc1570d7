// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.facts.SentryTime;
import dev.playhead.formats.wire.RrwebWire.EventType;
import java.util.function.Consumer;

/** The rrweb events of a Sentry recording. Custom events that are stamped in seconds get milliseconds as all others. */
final class SentryReader implements RrwebReader {

    @Override
    public void read(Body body, Consumer<ObjectNode> events) throws MalformedBodyException {
        RecordArray.readWhole(body, element -> {
            if (element instanceof ObjectNode event) {
                double timestamp = event.path("timestamp").asDouble();
                if (event.path("type").asInt(-1) == EventType.CUSTOM && SentryTime.isInSeconds(timestamp)) {
                    event.put("timestamp", SentryTime.ms(timestamp));
                }
                events.accept(event);
            }
        });
    }
}
