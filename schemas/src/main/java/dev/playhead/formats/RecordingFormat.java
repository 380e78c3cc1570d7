// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.facts.RumFacts;
import dev.playhead.formats.facts.RumSlice;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.formats.playback.RrwebConversion;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One SDK's recordings and RUM events. Stateless and safe for use by many threads. */
public sealed interface RecordingFormat permits DatadogFormat, GuanceFormat, PostHogFormat, RrwebFormat, SentryFormat {

    /** Reduces a segment to what the session's timeline needs, without building a tree of it. */
    Decoded<SegmentFacts> segment(Body body);

    /** Reads a batch of RUM events. One bad event loses nothing but itself: it is named in the facts. */
    Decoded<RumFacts> rum(Body body);

    /**
     * Where each event of a RUM batch lies and whose it is, in batch order: just enough to route it. Events that cannot
     * be read are among them, without ids.
     *
     * @param inflated the whole batch, no longer compressed
     */
    List<RumSlice> rumSlices(byte[] inflated);

    /**
     * A batch that holds some of the events of another, byte for byte.
     *
     * @param inflated the batch that the slices are of
     * @param slices at least one
     */
    byte[] joinRum(byte[] inflated, List<RumSlice> slices);

    /** Whether a segment's index counts through the whole session, and not only through its view. */
    boolean numbersThroughSession();

    /** Likewise, by a {@code SourceFormat} symbol of the topics; false where it names none. */
    static boolean numbersThroughSession(String symbol) {
        return named(symbol).map(RecordingFormat::numbersThroughSession).orElse(false);
    }

    /**
     * A fresh conversion of one view lane's segments into rrweb events.
     *
     * @param assetOrigins whether linked files may come from an origin, given as {@code https://host[:port]}
     */
    RrwebConversion conversion(Predicate<String> assetOrigins);

    /**
     * The format that a {@code SourceFormat} symbol of the topics names.
     *
     * @return empty for a symbol that this release has no decoder for
     */
    static Optional<RecordingFormat> named(String symbol) {
        return switch (symbol) {
            case "DATADOG" -> Optional.of(new DatadogFormat());
            case "GUANCE" -> Optional.of(new GuanceFormat());
            case "POSTHOG" -> Optional.of(new PostHogFormat());
            case "RRWEB" -> Optional.of(new RrwebFormat());
            case "SENTRY" -> Optional.of(new SentryFormat());
            default -> Optional.empty();
        };
    }
}
