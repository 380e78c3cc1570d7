// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.store;

import java.util.Collection;
import java.util.Map;

/** The bytes of segments, wherever they are kept. Safe for many threads; blocks. */
public interface SegmentBodies {

    /** What became of a request for one segment's bytes. */
    sealed interface Fetched {

        /** @param bytes as the SDK sent them, all parts joined */
        @SuppressWarnings("ArrayRecordComponent") // never compared; copying megabytes would be the mistake
        record Present(byte[] bytes) implements Fetched {}

        /** The log has dropped it: past its retention. */
        record Gone() implements Fetched {}

        /** Something else is in its place, as after a topic was made anew. Says nothing about its retention. */
        record Replaced() implements Fetched {}
    }

    /**
     * Fetches several segments at once, which costs less than one by one.
     *
     * @return one for each of the segments
     * @throws BodiesUnavailableException if the log does not answer in time
     */
    Map<StoredSegment, Fetched> fetch(Collection<StoredSegment> segments);

    /** Which of the segments the log has dropped, as far as was known a moment ago. */
    Collection<StoredSegment> gone(Collection<StoredSegment> segments);

    /** The log does not answer; ask again later. */
    final class BodiesUnavailableException extends RuntimeException {

        private static final long serialVersionUID = 1;

        public BodiesUnavailableException(String message, Throwable cause) {
            super(message, cause);
        }

        public BodiesUnavailableException(String message) {
            super(message);
        }
    }
}
