/**
 * The views' topology: what the processor found out, put into window stores under fixed-length keys. Knows Kafka
 * Streams, RocksDB and the topics; nothing of HTTP.
 */
@NullMarked
package dev.playhead.query.topology;

import org.jspecify.annotations.NullMarked;
