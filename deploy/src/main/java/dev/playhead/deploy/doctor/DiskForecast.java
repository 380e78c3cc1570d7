// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.doctor;

import dev.playhead.cluster.DiskUse;
import dev.playhead.cluster.TopicGrowth;
import java.util.Comparator;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Whether the brokers' disks suffice for traffic as it is. */
record DiskForecast(DiskUse use) {

    private static final String CHECK = "disk";
    private static final int SHOWN = 3;

    /** Days until it is full. */
    private static final double SOON = 1;

    Finding finding() {
        String holds = "%s in topics, %s in changelogs, %s free"
                .formatted(
                        size(use.topicBytes()),
                        size(use.storeBytes()),
                        use.freeBytes().isPresent() ? size(use.freeBytes().getAsLong()) : "an unknown amount");
        if (!use.isTelling()) {
            return Finding.ok(CHECK, "%s; what comes is too young to tell what will be".formatted(holds));
        }
        double end = Math.max((double) use.topicBytes(), use.bytesInTheEnd());
        String will = "%s; %s a day, %s when their retention has passed (%s)"
                .formatted(holds, size(use.bytesPerDay()), size(end), largest());
        OptionalDouble days = use.fullInDays();
        if (days.isEmpty()) {
            return Finding.ok(CHECK, will);
        }
        String full = String.format(
                Locale.ROOT,
                "%s: full in about %.1f days, add disks or shorten the retention",
                will,
                days.getAsDouble());
        return days.getAsDouble() < SOON ? Finding.fail(CHECK, full) : Finding.warn(CHECK, full);
    }

    private String largest() {
        return use.topics().stream()
                .sorted(Comparator.comparingDouble(TopicGrowth::bytesInTheEnd).reversed())
                .limit(SHOWN)
                .map(topic -> "%s %s".formatted(topic.topic(), size(topic.bytesInTheEnd())))
                .collect(Collectors.joining(", "));
    }

    static String size(long bytes) {
        return size((double) bytes);
    }

    /** With the unit that leaves few digits. */
    private static String size(double bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
        int unit = 0;
        double amount = bytes;
        while (amount >= 1024 && unit < units.length - 1) {
            amount /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, amount < 10 && unit > 0 ? "%.1f %s" : "%.0f %s", amount, units[unit]);
    }
}
