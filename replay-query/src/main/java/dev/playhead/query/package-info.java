/** The query service: its composition and its settings. */
@NullMarked
package dev.playhead.query;

import org.jspecify.annotations.NullMarked;
