/** The gateway's Kafka clients: the producer behind {@code RecordingLog}, and the check that feeds readiness. */
@NullMarked
package dev.playhead.gateway.kafka;

import org.jspecify.annotations.NullMarked;
