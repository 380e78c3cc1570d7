/**
 * Reads the views, and the bytes of segments that they refer to. Knows the stores and Kafka's clients; nothing of HTTP
 * or of the public JSON. Everything here blocks.
 */
@NullMarked
package dev.playhead.query.store;

import org.jspecify.annotations.NullMarked;
