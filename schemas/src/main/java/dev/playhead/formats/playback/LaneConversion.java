// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.MalformedBodyException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A view lane's way to the player: its bodies are read as rrweb events, each event is sanitised, and what refers to
 * nodes that the player cannot have is taken out.
 *
 * <pre>
 *   body -> RrwebReader -> Sanitizer -> SeenNodes -> player
 * </pre>
 *
 * Sanitising comes first, so that what it takes out counts as never seen.
 */
public final class LaneConversion implements RrwebConversion {

    private final RrwebReader reader;
    private final Sanitizer sanitizer;
    private final SeenNodes seenNodes = new SeenNodes();

    private LaneConversion(RrwebReader reader, Predicate<String> assetOrigins) {
        this.reader = reader;
        this.sanitizer = new Sanitizer(assetOrigins);
    }

    /**
     * For Datadog and Guance.
     *
     * @param assetOrigins whether linked files may come from an origin, given as {@code https://host[:port]}
     */
    public static LaneConversion browserSdk(Predicate<String> assetOrigins) {
        return new LaneConversion(new BrowserSdkReader(), assetOrigins);
    }

    /**
     * For rrweb batches.
     *
     * @param assetOrigins whether linked files may come from an origin, given as {@code https://host[:port]}
     */
    public static LaneConversion rrweb(Predicate<String> assetOrigins) {
        return new LaneConversion(new RrwebPassThrough(), assetOrigins);
    }

    /**
     * For the snapshot data of PostHog.
     *
     * @param assetOrigins whether linked files may come from an origin, given as {@code https://host[:port]}
     */
    public static LaneConversion postHog(Predicate<String> assetOrigins) {
        return new LaneConversion(new PostHogReader(), assetOrigins);
    }

    /**
     * For the recordings of Sentry.
     *
     * @param assetOrigins whether linked files may come from an origin, given as {@code https://host[:port]}
     */
    public static LaneConversion sentry(Predicate<String> assetOrigins) {
        return new LaneConversion(new SentryReader(), assetOrigins);
    }

    @Override
    public void convert(Body body, Consumer<ObjectNode> events) throws MalformedBodyException {
        reader.read(body, event -> {
            if (sanitizer.sanitize(event) && seenNodes.admit(event)) {
                events.accept(event);
            }
        });
    }

    @Override
    public long droppedOperations() {
        return reader.dropped() + seenNodes.dropped();
    }
}
