/**
 * The one command for every role: reads its options, starts roles and the embedded broker, and drains them. Composition
 * only; the roles know nothing of it.
 */
@NullMarked
package dev.playhead.deploy;

import org.jspecify.annotations.NullMarked;
