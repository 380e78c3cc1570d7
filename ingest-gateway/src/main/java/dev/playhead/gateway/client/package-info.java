/**
 * What a request's connection and user agent say about its sender, as words that no longer lead back to anybody:
 * browser, operating system, kind of device, country. Knows no HTTP server and no Kafka client.
 */
@NullMarked
package dev.playhead.gateway.client;

import org.jspecify.annotations.NullMarked;
