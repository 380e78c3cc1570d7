// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.marker;

import dev.playhead.formats.facts.SegmentFacts.Spot;
import java.util.Comparator;

/**
 * A recorded click.
 *
 * @param key of its own marker
 * @param spot what it hit
 * @param firstReceivedMs receive time of the upload that first carried it, epoch ms of the gateway's clock
 */
public record Click(EntryKey key, Spot spot, long firstReceivedMs) {
    static final Comparator<Click> ORDER = Comparator.comparing(Click::key);

    long atMs() {
        return key.atMs();
    }
}
