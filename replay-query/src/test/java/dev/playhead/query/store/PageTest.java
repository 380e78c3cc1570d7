// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.query.store.Page.Placed;
import dev.playhead.query.store.Page.Scan;
import dev.playhead.testkit.Property;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class PageTest {

    /** Rows of several partitions, of which a filter lets only the even ones pass. */
    private record Lists(List<List<RowPosition>> partitions, int limit, int budget) {

        List<RowPosition> sorted() {
            return partitions.stream()
                    .flatMap(List::stream)
                    .filter(PageTest::passes)
                    .sorted()
                    .toList();
        }
    }

    @Test
    void turningPagesGivesEveryRowOnceAndInOrder() {
        Property.forAll(300, PageTest::lists, lists -> {
            List<RowPosition> turned = new ArrayList<>();
            Optional<RowPosition> cursor = Optional.empty();
            do {
                Optional<RowPosition> after = cursor;
                Page<RowPosition> page = Page.merge(
                        lists.partitions().stream()
                                .map(rows -> scan(rows, after, lists.limit(), lists.budget()))
                                .toList(),
                        lists.limit());
                assertThat(page.rows()).hasSizeLessThanOrEqualTo(lists.limit());
                page.rows().forEach(placed -> turned.add(placed.row()));
                cursor = page.next().map(RowPosition::toCursor).flatMap(text -> RowPosition.fromCursor(text, 16));
            } while (cursor.isPresent());
            assertThat(turned).isEqualTo(lists.sorted());
        });
    }

    @Test
    void whatIsNoCursorIsNone() {
        assertThat(Stream.of("", "x", "!!", "AAAA", "A".repeat(100)).map(text -> RowPosition.fromCursor(text, 16)))
                .allMatch(Optional::isEmpty);
    }

    /** As a partition scans: in order, behind the cursor, up to the limit or the budget. */
    private static Scan<RowPosition> scan(List<RowPosition> rows, Optional<RowPosition> after, int limit, int budget) {
        List<RowPosition> left = rows.stream()
                .sorted()
                .filter(row -> after.isEmpty() || row.compareTo(after.get()) > 0)
                .toList();
        List<Placed<RowPosition>> found = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            if (passes(left.get(i))) {
                found.add(new Placed<>(left.get(i), left.get(i)));
            }
            if (i + 1 < left.size() && (found.size() == limit || i + 1 == budget)) {
                return new Scan<>(found, Optional.of(left.get(i)));
            }
        }
        return new Scan<>(found, Optional.empty());
    }

    private static boolean passes(RowPosition row) {
        return row.row().get()[15] % 2 == 0;
    }

    private static Lists lists(RandomGenerator random) {
        List<List<RowPosition>> partitions = IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(partition -> IntStream.range(0, random.nextInt(30))
                        .mapToObj(row -> new RowPosition(random.nextInt(10), session(partition, row, random)))
                        .toList())
                .toList();
        return new Lists(partitions, random.nextInt(1, 8), random.nextInt(1, 8));
    }

    private static Bytes session(int partition, int row, RandomGenerator random) {
        return Bytes.wrap(ByteBuffer.allocate(16)
                .putInt(random.nextInt())
                .putInt(partition)
                .putInt(0)
                .putInt(row)
                .array());
    }
}
