// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.playhead.query.Samples;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.SegmentRef;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rows as they stand in the store: one for each part, those of an older variant among them. */
class StoredSegmentTest {

    private static final SessionKey KEY = new SessionKey("shop", "s1");

    @Test
    void aSegmentIsItsParts() {
        assertThat(StoredSegment.of(List.of(part(0, 1, 3, 7), part(0, 2, 3, 7), part(0, 0, 3, 7))))
                .singleElement()
                .satisfies(segment -> assertThat(segment.parts())
                        .extracting(SegmentRef::getPart)
                        .containsExactly(0, 1, 2));
    }

    @Test
    void aSegmentOfWhichAPartIsNotThereIsNotThere() {
        assertThat(StoredSegment.of(List.of(part(0, 0, 3, 7), part(0, 2, 3, 7))))
                .isEmpty();
    }

    @Test
    void partsOfAnOlderVariantAreIgnored() {
        assertThat(StoredSegment.of(List.of(part(0, 0, 1, 9), part(0, 1, 3, 7), part(0, 2, 3, 7))))
                .flatExtracting(StoredSegment::parts)
                .extracting(SegmentRef::getPart, SegmentRef::getCrc32c)
                .containsExactly(tuple(0, 9));
    }

    @Test
    void partsOfTheSameBytesCutOtherwiseAreIgnored() {
        assertThat(StoredSegment.of(List.of(part(0, 0, 2, 7), part(0, 1, 2, 7), part(0, 2, 3, 7))))
                .flatExtracting(StoredSegment::parts)
                .extracting(SegmentRef::getPart, SegmentRef::getParts)
                .containsExactly(tuple(0, 2), tuple(1, 2));
    }

    @Test
    void theStrongerVariantWinsOnceItIsWhole() {
        List<SegmentRef> weak = List.of(part(0, 0, 2, 7), part(0, 1, 2, 7));
        SegmentRef strong = part(0, 0, 1, 8);
        strong.setRecords(5);
        assertThat(StoredSegment.of(
                        Stream.concat(weak.stream(), Stream.of(strong)).toList()))
                .extracting(segment -> segment.ref().getCrc32c())
                .containsExactly(8);
    }

    private static SegmentRef part(int index, int part, int parts, int crc) {
        return Samples.ref(KEY, "v1", index, 10, 20)
                .setPart(part)
                .setParts(parts)
                .setCrc32c(crc)
                .setOffset(100 + part)
                .build();
    }
}
