/**
 * What the gateway costs beside the least that could do its work: Kafka's own producer benchmark, and bare Vert.x
 * handlers. Knows the gateway by its command and its producer's settings only.
 */
@NullMarked
package dev.playhead.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
