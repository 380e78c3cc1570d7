/**
 * From an upload to records of the log: one file an SDK's HTTP shape, which finds ids and bodies and nothing else, and
 * the handler that appends them and says what became of the upload. Knows the topics' records and the formats, no HTTP
 * server and no Kafka client.
 */
@NullMarked
package dev.playhead.gateway.intake;

import org.jspecify.annotations.NullMarked;
