// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.session;

import dev.playhead.formats.facts.RumEvent.Counts;
import dev.playhead.processor.marker.Entry;
import dev.playhead.processor.marker.EntryKey;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;

/**
 * What follows from a session's members only together: its counts, and the markers that no single record decides about.
 * A function of the members, so that no duplicate is ever counted.
 *
 * @param counts a view's document where it counts, else the view's own entries, summed over the views
 * @param segments readable ones
 * @param bytes their stored size
 * @param computed markers that show in the members together
 * @param deleted markers that are not, or not any more: what the recording and a RUM item both tell is shown once, and
 *     what was computed from a losing variant is not shown
 * @param reached limits over which there was something
 * @param excessive whether the members may have more of something than is kept, and are to be cut
 */
public record SessionTotals(
        Counts counts,
        int segments,
        long bytes,
        List<Computed> computed,
        SortedSet<EntryKey> deleted,
        SortedSet<SessionLimit> reached,
        boolean excessive) {
    /**
     * A marker that was computed.
     *
     * @param firstReceivedMs receive time of the upload that carried what it is about, epoch ms of the gateway's clock
     */
    public record Computed(Entry entry, long firstReceivedMs) {}

    /**
     * @param cuts of the members so far
     * @param members all of the session; read to the end
     */
    public static SessionTotals of(SessionState state, Cuts cuts, SessionLimits limits, Iterator<Member> members) {
        SessionTally tally = new SessionTally(cuts);
        members.forEachRemaining(tally::add);
        return tally.totals(state, limits);
    }
}
