// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.formats.playback.NodeTree.Node;
import dev.playhead.testkit.Property;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class NodeTreeTest {

    /** Attaches the first id below the second, or detaches the first where it is there already. */
    private record Step(long id, long parent) {}

    @Test
    void nodesAreFoundWhileTheyAreAttachedAndKnownFromThenOn() {
        Property.forAll(300, NodeTreeTest::steps, steps -> {
            NodeTree tree = new NodeTree();
            tree.attach(Json.object("{'id':0}"), null);
            Map<Long, Set<Long>> children = new HashMap<>(Map.of(0L, new HashSet<>()));
            Set<Long> known = new HashSet<>(Set.of(0L));
            for (Step step : steps) {
                if (step.id() != 0 && children.containsKey(step.id())) {
                    List<Long> detached = new ArrayList<>();
                    tree.detach(node(tree, step.id()), detached::add);
                    assertThat(detached).containsExactlyInAnyOrderElementsOf(remove(step.id(), children));
                } else if (step.id() != 0 && children.containsKey(step.parent())) {
                    tree.attach(Json.object("{'id':%d}".formatted(step.id())), node(tree, step.parent()));
                    children.put(step.id(), new HashSet<>());
                    children.get(step.parent()).add(step.id());
                    known.add(step.id());
                }
            }
            for (Step step : steps) {
                assertThat(tree.find(step.id()) != null).isEqualTo(children.containsKey(step.id()));
                assertThat(tree.everHeld(step.id())).isEqualTo(known.contains(step.id()));
            }
        });
    }

    @Test
    void aClearedTreeKnowsNothing() {
        NodeTree tree = new NodeTree();
        for (int id = 0; id < 1_000; id++) {
            tree.attach(Json.object("{'id':%d}".formatted(id)), null);
        }
        assertThat(tree.find(999)).isNotNull();

        tree.clear();

        assertThat(tree.everHeld(0)).isFalse();
        assertThat(tree.everHeld(999)).isFalse();
        assertThat(tree.find(1)).isNull();
    }

    @Test
    void ofTwoNodesWithOneIdTheLastIsFoundAndTheOtherOneGoesWithoutIt() {
        NodeTree tree = new NodeTree();
        Node page = tree.attach(Json.object("{'id':1}"), null);
        Node first = tree.attach(Json.object("{'id':2}"), page);
        Node last = tree.attach(Json.object("{'id':2}"), page);

        tree.detach(first, id -> assertThat(id).as("nothing").isNegative());

        assertThat(tree.find(2)).isSameAs(last);
    }

    private static List<Step> steps(RandomGenerator random) {
        long ids = random.nextLong(1, 400);
        long apart = random.nextBoolean() ? 1 : 1L << random.nextInt(45); // as in a table of that many places
        List<Step> steps = new ArrayList<>();
        for (int left = random.nextInt(1_000); left > 0; left--) {
            steps.add(new Step(random.nextLong(ids) * apart, random.nextLong(ids) * apart));
        }
        return steps;
    }

    private static Node node(NodeTree tree, long id) {
        Node node = tree.find(id);
        assertThat(node).isNotNull();
        return Objects.requireNonNull(node);
    }

    private static List<Long> remove(long id, Map<Long, Set<Long>> children) {
        List<Long> all = new ArrayList<>(List.of(id));
        Set<Long> below = children.remove(id);
        if (below != null) {
            below.stream().filter(children::containsKey).forEach(child -> all.addAll(remove(child, children)));
        }
        children.values().forEach(siblings -> siblings.remove(id));
        return all;
    }
}
