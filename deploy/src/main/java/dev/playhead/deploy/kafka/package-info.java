/** A Kafka broker inside the process, for laptops and tests. Depends on Kafka's server, on nothing of ours. */
@NullMarked
package dev.playhead.deploy.kafka;

import org.jspecify.annotations.NullMarked;
