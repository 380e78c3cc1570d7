// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.records;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.records.Place;
import dev.playhead.records.SetAside;
import dev.playhead.schemas.v1.DeadLetter;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The latest dead letters, and how many there are of each reason. Holds no more letters than it shows. */
public final class Listing implements Consumer<SetAside> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Comparator<SetAside> BY_TIME =
            Comparator.comparingLong(aside -> aside.letter().getAtMs());

    private final int limit;
    private final PriorityQueue<SetAside> latest = new PriorityQueue<>(BY_TIME);
    private final SortedMap<String, Long> counts = new TreeMap<>();

    /** @param limit how many letters are shown, from 1 */
    public Listing(int limit) {
        this.limit = limit;
    }

    @Override
    public void accept(SetAside aside) {
        counts.merge(aside.letter().getReason(), 1L, Long::sum);
        latest.add(aside);
        if (latest.size() > limit) {
            latest.remove();
        }
    }

    /** A line a letter, oldest first: time, reason, place, key, detail. Then a line a reason with its count. */
    public void printText(PrintWriter out) {
        inOrder()
                .forEach(aside -> out.println(printable("%s  %s  %s  %s  %s"
                        .formatted(
                                Instant.ofEpochMilli(aside.letter().getAtMs()),
                                aside.letter().getReason(),
                                aside.source().map(Place::toString).orElse("never stored"),
                                aside.key() == null ? "no key" : aside.key(),
                                aside.letter().getDetail()))));
        counts.forEach((reason, count) -> out.println(printable("%d %s".formatted(count, reason))));
    }

    /** One object: {@code letters}, oldest first, and {@code counts} by reason. */
    public void printJson(PrintWriter out) {
        ObjectNode all = JSON.createObjectNode();
        inOrder().forEach(aside -> all.withArray("letters").add(json(aside)));
        ObjectNode byReason = all.putObject("counts");
        counts.forEach(byReason::put);
        out.println(all);
    }

    private List<SetAside> inOrder() {
        return latest.stream().sorted(BY_TIME).toList();
    }

    private static ObjectNode json(SetAside aside) {
        DeadLetter letter = aside.letter();
        @Nullable Place source = aside.source().orElse(null);
        ObjectNode json = JSON.createObjectNode()
                .put("atMs", letter.getAtMs())
                .put("reason", letter.getReason())
                .put("key", aside.key())
                .put("detail", letter.getDetail());
        return source == null
                ? json.putNull("topic").putNull("partition").putNull("offset")
                : json.put("topic", source.topic())
                        .put("partition", source.partition())
                        .put("offset", source.offset());
    }

    /** Anybody who can write to a topic chooses its keys; a terminal obeys control and format characters. */
    private static String printable(String line) {
        return line.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
