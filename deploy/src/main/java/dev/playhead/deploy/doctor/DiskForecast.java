// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.doctor;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Whether the brokers' disks suffice for traffic as it is.
 *
 * @param topics of the installation
 * @param storeBytes of the stores' changelogs, which grow with the sessions that are kept
 * @param freeBytes on the brokers' disks; empty where they do not say
 */
record DiskForecast(List<TopicGrowth> topics, long storeBytes, OptionalLong freeBytes) {

    private static final String CHECK = "disk";
    private static final int SHOWN = 3;

    /** Days until it is full. */
    private static final double SOON = 1;

    DiskForecast {
        topics = List.copyOf(topics);
    }

    Finding finding() {
        double now = topics.stream().mapToDouble(TopicGrowth::bytes).sum();
        String holds = "%s in topics, %s in changelogs, %s free"
                .formatted(
                        size(now),
                        size(storeBytes),
                        freeBytes.isPresent() ? size(freeBytes.getAsLong()) : "an unknown amount");
        if (!topics.stream().allMatch(TopicGrowth::isTelling)) {
            return Finding.ok(CHECK, "%s; what comes is too young to tell what will be".formatted(holds));
        }
        double end = topics.stream().mapToDouble(TopicGrowth::bytesInTheEnd).sum();
        double perDay = topics.stream().mapToDouble(TopicGrowth::bytesPerDay).sum();
        String will = "%s; %s a day, %s when their retention has passed (%s)"
                .formatted(holds, size(perDay), size(Math.max(now, end)), largest());
        if (freeBytes.isEmpty() || end - now <= freeBytes.getAsLong()) {
            return Finding.ok(CHECK, will);
        }
        double days = freeBytes.getAsLong() / perDay;
        String full = String.format(
                Locale.ROOT, "%s: full in about %.1f days, add disks or shorten the retention", will, days);
        return days < SOON ? Finding.fail(CHECK, full) : Finding.warn(CHECK, full);
    }

    private String largest() {
        return topics.stream()
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
