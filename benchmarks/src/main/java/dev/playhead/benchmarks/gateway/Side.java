// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.gateway;

/** A side of the comparison. The label is the table's. */
enum Side {
    /** A Vert.x handler that reads the body and answers 202, with as many event loops as the gateway. */
    BARE("bare handler"),
    /** The same, but the body goes to Kafka with the gateway's producer settings, and the answer waits for it. */
    RELAY("bare handler + producer"),
    /** The gateway's role, as shipped. */
    GATEWAY("gateway"),
    /**
     * {@code kafka-producer-perf-test}, beside a process that takes the CPU which the gateway's load generator took.
     */
    PRODUCER("producer, same CPU left"),
    /** The same with the machine to itself. */
    PRODUCER_ALONE("producer alone");

    private final String label;

    Side(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Whether it is sent HTTP requests, by so many connections. */
    boolean isServer() {
        return switch (this) {
            case BARE, RELAY, GATEWAY -> true;
            case PRODUCER, PRODUCER_ALONE -> false;
        };
    }
}
