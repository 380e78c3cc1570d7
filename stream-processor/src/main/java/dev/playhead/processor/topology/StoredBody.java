// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.BodyLimits;
import dev.playhead.formats.facts.Traits;
import dev.playhead.schemas.v1.BodyEncoding;
import dev.playhead.schemas.v1.Client;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What both raw topics' records have in common, in the words of the formats. */
final class StoredBody {

    private static final Traits NONE =
            new Traits(null, null, null, null, null, null, null, null, null, null, null, null, null);

    private StoredBody() {}

    static Body of(ByteBuffer stored, BodyEncoding encoding, BodyLimits limits) {
        return new Body(bytes(stored), Body.Encoding.valueOf(encoding.name()), limits);
    }

    static byte[] bytes(ByteBuffer stored) {
        byte[] bytes = new byte[stored.remaining()];
        stored.duplicate().get(bytes);
        return bytes;
    }

    /** What the gateway learnt about the sender. */
    static Traits observed(@Nullable Client client) {
        return client == null
                ? NONE
                : new Traits(
                        null,
                        null,
                        null,
                        client.getBrowser(),
                        client.getOs(),
                        client.getDevice(),
                        client.getCountry(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
    }
}
