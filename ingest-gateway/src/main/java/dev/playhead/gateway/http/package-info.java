/**
 * HTTP in, {@code IntakeResult} out: routes, limits on the wire, CORS, the check of {@code Host}. The only package that
 * knows the server; nothing about recordings is decided here.
 */
@NullMarked
package dev.playhead.gateway.http;

import org.jspecify.annotations.NullMarked;
