// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.gateway.access.Access;
import dev.playhead.schemas.SessionKey;
import org.jspecify.annotations.Nullable;

/** Ids as senders give them: free text until it passed here. */
final class Ids {

    /** The view of what names none. */
    static final String MAIN_VIEW = "main";

    private Ids() {}

    /** @throws MalformedBodyException if a text is missing or may not be an id; the text itself is not repeated */
    static String required(String field, @Nullable String text) throws MalformedBodyException {
        if (text == null) {
            throw new MalformedBodyException(RejectReason.BAD_ID, "%s is missing".formatted(field));
        }
        if (!SessionKey.isId(text)) {
            throw new MalformedBodyException(RejectReason.BAD_ID, "%s is not an allowed id".formatted(field));
        }
        return text;
    }

    /**
     * The application of an upload.
     *
     * @throws MalformedBodyException if it is missing, may not be an id, or the upload may not be for it
     */
    static String application(String field, @Nullable String text, Access access) throws MalformedBodyException {
        String app = required(field, text);
        RejectReason refusal = access.refusal(app);
        if (refusal != null) {
            throw new MalformedBodyException(
                    refusal, "%s names an application that may not be sent to from here".formatted(field));
        }
        return app;
    }
}
