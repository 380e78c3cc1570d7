/** What {@code demo} sends: the bundled recordings, through the gateway's own endpoints. Knows HTTP, no Kafka. */
@NullMarked
package dev.playhead.deploy.demo;

import org.jspecify.annotations.NullMarked;
