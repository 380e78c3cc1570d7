// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

/**
 * {@code docs/topology.md}: one section an application, drawn from the topology itself. Each module's test holds its
 * own section to the truth, and writes it anew under {@code -Dplayhead.docs.update=true}.
 */
public final class TopologyPage {

    private static final String UPDATE = "playhead.docs.update";

    /** Tests run in their module's folder. */
    private static final Path PAGE = Path.of("..", "docs", "topology.md");

    private static final String HEAD = """
            # Topologies

            What reads which topic, keeps which store and writes where. Drawn from the code by each module's
            `TopologyDiagramTest`, which fails when its section is stale; `-D%s=true` draws it anew.
            """.formatted(UPDATE);

    private TopologyPage() {}

    /**
     * Fails when the application's section is not what its topology is.
     *
     * @param application its id
     */
    public static void assertShows(String application, TopologyDescription topology) {
        String current = section(application, topology);
        if (Boolean.getBoolean(UPDATE)) {
            write(withSection(read(), application, current));
        }
        assertThat(read()).as("%s, else run with -D%s=true", PAGE, UPDATE).contains(current);
    }

    private static String withSection(String page, String application, String section) {
        int begin = page.indexOf(begin(application));
        if (begin < 0) {
            return page + "\n" + section;
        }
        int end = page.indexOf(end(application)) + end(application).length();
        return page.substring(0, begin) + section + page.substring(end);
    }

    private static String section(String application, TopologyDescription topology) {
        Set<String> edges = new TreeSet<>();
        for (Subtopology part : topology.subtopologies()) {
            part.nodes().forEach(node -> draw(node, edges));
        }
        return "%s\n## %s\n\n```mermaid\nflowchart LR\n  %s\n```\n%s"
                .formatted(begin(application), application, String.join("\n  ", edges), end(application));
    }

    private static void draw(Node node, Set<String> edges) {
        switch (node) {
            case Source source ->
                source.topicSet().forEach(topic -> edges.add("%s[/%s/] --> %s".formatted(topic, topic, source.name())));
            case Sink sink -> edges.add("%s --> %s[/%s/]".formatted(sink.name(), sink.topic(), sink.topic()));
            case Processor processor ->
                processor
                        .stores()
                        .forEach(store -> edges.add("%s --- %s[(%s)]".formatted(processor.name(), store, store)));
            default -> throw new IllegalArgumentException("no way to draw " + node);
        }
        node.successors().forEach(next -> edges.add(node.name() + " --> " + next.name()));
    }

    private static String begin(String application) {
        return "<!-- begin " + application + " -->";
    }

    private static String end(String application) {
        return "<!-- end " + application + " -->\n";
    }

    private static String read() {
        try {
            return Files.exists(PAGE) ? Files.readString(PAGE) : HEAD;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(String page) {
        try {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
