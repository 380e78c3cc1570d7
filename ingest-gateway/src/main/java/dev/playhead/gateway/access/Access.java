// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.access;

import dev.playhead.applications.Application;
import dev.playhead.applications.Applications;
import dev.playhead.formats.body.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * What one request may send: the claim it came in with, held against the applications as they were then.
 *
 * @param open whether applications that nobody configured are taken
 */
public record Access(Claim claim, Applications applications, boolean open) {

    /** Why nothing of an application is taken from this request; null if it is. */
    public @Nullable RejectReason refusal(String app) {
        Application application = applications.configured(app).orElse(null);
        if (application == null) {
            return open ? null : RejectReason.UNKNOWN_APPLICATION;
        }
        if (!claim.tokenFollows() && !application.takesToken(claim.sdk(), claim.token())) {
            return RejectReason.UNKNOWN_TOKEN;
        }
        return application.takesOrigin(claim.origin()) ? null : RejectReason.UNKNOWN_ORIGIN;
    }

    /** The same request, now that the body showed a token. */
    public Access showing(String token) {
        return new Access(claim.showing(token), applications, open);
    }

    /** The application that a token of this SDK stands for; the token itself where none was configured for it. */
    public String applicationOf(String token) {
        return applications.ofToken(claim.sdk(), token).map(Application::id).orElse(token);
    }

    /** Why nothing at all of this request can be taken, as far as that is known before its body; null if it may be. */
    @Nullable
    RejectReason refusalBeforeBody() {
        if (claim.app() != null) {
            return refusal(claim.app());
        }
        if (open) {
            return null; // some application takes it
        }
        if (!claim.tokenFollows() && !applications.anyTakesToken(claim.sdk(), claim.token())) {
            return RejectReason.UNKNOWN_TOKEN;
        }
        boolean originKnown = claim.tokenFollows()
                ? applications.anyTakesOrigin(claim.origin())
                : applications.anyTakesOrigin(claim.sdk(), claim.token(), claim.origin());
        return originKnown ? null : RejectReason.UNKNOWN_ORIGIN;
    }
}
