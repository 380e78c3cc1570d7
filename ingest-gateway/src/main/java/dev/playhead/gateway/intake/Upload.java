// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.gateway.access.Access;
import dev.playhead.schemas.v1.Client;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One upload, read to its end. Of its headers it has only these two: cookies, addresses and credentials go no further
 * than the server.
 *
 * @param path of the URL that the SDK meant, not decoded: whatever stands in it is checked as an id
 * @param query of the URL that the SDK meant, decoded; of a repeated name the first
 * @param contentType as sent
 * @param contentEncoding as sent
 * @param body as sent; nobody changes it any more
 * @param access which applications it may be for
 * @param client who sent it, as far as that is kept; looked up where that may take its time
 * @param receivedAtMs when its last byte arrived, epoch ms of the gateway's clock
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying megabytes would be the mistake
public record Upload(
        String path,
        Map<String, String> query,
        @Nullable String contentType,
        @Nullable String contentEncoding,
        byte[] body,
        Access access,
        Supplier<Client> client,
        long receivedAtMs) {

    public Upload {
        query = Map.copyOf(query);
    }
}
