/**
 * The recorders' way in, put together: settings, start and drain. Depends on its parts, which do not depend on it:
 * {@code intake} (what an upload holds), {@code client} (who sent it), {@code http} (the only one that knows the
 * server) and {@code kafka} (the only one that knows the producer).
 */
@NullMarked
package dev.playhead.gateway;

import org.jspecify.annotations.NullMarked;
