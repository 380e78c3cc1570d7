// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.share;

import dev.playhead.query.share.ShareTokens.Claims;
import dev.playhead.schemas.v1.Share;
import java.time.InstantSource;
import java.util.Optional;

/** What a link leads to. Safe for many threads. */
public final class SharedSessions {

    /** What is to be said to somebody who comes with a link. */
    public sealed interface Admission {

        /** It holds. */
        record Admitted(Share share) implements Admission {}

        /** Nobody here signed it. */
        record Unknown() implements Admission {}

        /** It held once. */
        record Ended(String why) implements Admission {}

        /** It was signed, and this instance has not heard of it, as in the moment after another one made it. */
        record NotHeardOf() implements Admission {}
    }

    private final ShareLinks links;
    private final ShareTokens tokens;
    private final InstantSource clock;

    public SharedSessions(ShareLinks links, ShareTokens tokens, InstantSource clock) {
        this.links = links;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** @param token that came with a request */
    public Admission admit(String token) {
        return tokens.read(token).map(this::admit).orElseGet(Admission.Unknown::new);
    }

    private Admission admit(Claims claims) {
        Optional<Share> known = links.find(claims.id());
        if (known.isEmpty()) {
            return claims.expiresMs() <= clock.millis() ? expired() : new Admission.NotHeardOf();
        }
        Share share = known.get();
        if (share.getRevokedMs() != null) {
            return new Admission.Ended("the link was revoked");
        }
        return share.getExpiresMs() <= clock.millis() ? expired() : new Admission.Admitted(share);
    }

    private static Admission expired() {
        return new Admission.Ended("the link has expired");
    }
}
