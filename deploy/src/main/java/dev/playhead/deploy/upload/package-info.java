/** Sending to a gateway as its clients do: over HTTP, patiently, and rrweb recordings out of a file. */
@NullMarked
package dev.playhead.deploy.upload;

import org.jspecify.annotations.NullMarked;
