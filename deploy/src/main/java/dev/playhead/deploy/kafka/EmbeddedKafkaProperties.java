// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.kafka;

import java.util.Map;

/** Broker settings that are the same in every embedded broker. */
final class EmbeddedKafkaProperties {

    static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("inter.broker.listener.name", "PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"),
            // one node: one replica of everything
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            // a killed broker's session must lapse before the next start is let in
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            // groups of one or few members form at once
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.min.session.timeout.ms", "1000"),
            // a transaction that a kill left open holds readers back until it is aborted
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
            // a laptop's share of memory and threads; the defaults are for a dedicated machine
            Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20)),
            Map.entry("log.index.size.max.bytes", Integer.toString(2 << 20)),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"));

    private EmbeddedKafkaProperties() {}
}
