// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.processor.marker.EntryKey;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/**
 * What was last told of the markers that summaries bring along, session by session, so that not each summary tells all
 * of them again. Only a memory: what is not in it is told once more, which is also how what a crash lost is mended.
 */
final class ToldMarkers {
    /** Some 200 bytes each. */
    private static final int MAX_MARKERS = 100_000;

    private final Map<Told, Map<EntryKey, Boolean>> sessions = new LinkedHashMap<>(16, 0.75f, true);
    private int markers;

    /** A session that comes back after it was forgotten has another anchor, and nothing of it was told. */
    private record Told(Bytes session, long anchorMs) {}

    /**
     * Whether readers do not know yet; from now on they do.
     *
     * @param there whether there is such a marker
     */
    boolean isNews(byte[] session, long anchorMs, EntryKey marker, boolean there) {
        Boolean before = sessions.computeIfAbsent(new Told(Bytes.wrap(session), anchorMs), key -> new HashMap<>())
                .put(marker, there);
        if (before == null) {
            markers++;
            forgetOldest();
        }
        return before == null || before != there;
    }

    /** A record that came again has put the marker again, whatever was told. */
    void putAgain(byte[] session, long anchorMs, EntryKey marker) {
        Map<EntryKey, Boolean> told = sessions.get(new Told(Bytes.wrap(session), anchorMs));
        if (told != null) {
            told.replace(marker, true);
        }
    }

    private void forgetOldest() {
        Iterator<Map<EntryKey, Boolean>> oldest = sessions.values().iterator();
        while (markers > MAX_MARKERS && sessions.size() > 1) {
            markers -= oldest.next().size();
            oldest.remove();
        }
    }
}
