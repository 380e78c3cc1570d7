// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What live streams send, and why they end. */
final class LiveMetrics {

    /** Why a stream is over. */
    enum End {
        /** The session is. */
        CLOSED,
        /** The session was erased or has expired, or another instance or generation has it now. */
        AWAY,
        /** The client reads too slowly. */
        SLOW,
        /** The client has gone. */
        LEFT,
        /** The service stops. */
        SHUTDOWN,
        /** Something else failed; the log says what. */
        FAILED
    }

    private final Counter sentBytes;
    private final Map<End, Counter> ended;

    LiveMetrics(MeterRegistry metrics) {
        sentBytes = Counter.builder("playhead.query.live.sent")
                .description("Bytes of live streams sent")
                .baseUnit("bytes")
                .register(metrics);
        ended = Arrays.stream(End.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        end -> Counter.builder("playhead.query.live.ended")
                                .description("Live streams that ended, by why")
                                .tag("reason", end.name().toLowerCase(Locale.ROOT))
                                .register(metrics)));
    }

    void sent(int bytes) {
        sentBytes.increment(bytes);
    }

    void ended(End end) {
        Counter counter = ended.get(end);
        if (counter != null) {
            counter.increment();
        }
    }
}
