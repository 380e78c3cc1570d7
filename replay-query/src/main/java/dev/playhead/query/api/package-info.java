/**
 * What each endpoint answers: handlers in terms of Answer, and the records that are the public JSON. Knows the stores
 * and the formats; nothing of HTTP.
 */
@NullMarked
package dev.playhead.query.api;

import org.jspecify.annotations.NullMarked;
