// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.body.Decoded.Facts;
import dev.playhead.formats.body.Decoded.Rejected;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.schemas.SessionKey;
import org.jspecify.annotations.Nullable;

/**
 * Whether a record may enter its session. The gateway has checked all of this; the topics can be written to by others
 * too, and a record in a partition that is not its session's would split it.
 */
final class Admission {

    private Admission() {}

    /** @param key of the record, as found */
    static Decoded<SessionKey> of(@Nullable String key, String app, String session, long receivedMs) {
        if (!SessionKey.isId(app) || !SessionKey.isId(session)) {
            return new Rejected<>(RejectReason.BAD_ID, "not an id of an application and a session");
        }
        SessionKey named = new SessionKey(app, session);
        if (!named.text().equals(key)) {
            return new Rejected<>(RejectReason.BAD_ID, "the record's key is not that of the session it names");
        }
        if (receivedMs < 0) {
            return new Rejected<>(RejectReason.MALFORMED, "received before 1970");
        }
        return new Facts<>(named);
    }
}
