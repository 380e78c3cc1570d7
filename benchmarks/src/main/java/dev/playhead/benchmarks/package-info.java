/** The command {@code bench}, and what every benchmark measures with: child processes, their CPU time and memory. */
@NullMarked
package dev.playhead.benchmarks;

import org.jspecify.annotations.NullMarked;
