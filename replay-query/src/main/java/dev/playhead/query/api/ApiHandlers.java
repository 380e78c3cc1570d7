// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

/** All that answers questions about one generation's sessions. A request is answered by one of these to its end. */
public record ApiHandlers(
        SessionsHandler sessions,
        ItemsHandler items,
        SegmentsHandler segments,
        EventsHandler events,
        SegmentEventsHandler segmentEvents,
        LiveHandler live,
        ExportHandler exports,
        ErasuresHandler erasures,
        SharesHandler shares) {}
