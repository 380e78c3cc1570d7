// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.share;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.playhead.query.access.Secret;
import dev.playhead.schemas.v1.Share;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;

/**
 * The text of a link: a JSON Web Token (RFC 7519) with the link's id ({@code jti}) and the second in which it expires
 * ({@code exp}), under HMAC with SHA-256. Which session it leads to is not in it.
 */
public final class ShareTokens {

    private static final String PURPOSE = "share links";
    private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.HS256);

    /**
     * What a token says.
     *
     * @param id of the link
     * @param expiresMs less than a second before the link expires, since tokens know seconds
     */
    public record Claims(String id, long expiresMs) {}

    private final byte[] key;

    public ShareTokens(Secret secret) {
        this.key = secret.keyFor(PURPOSE);
    }

    /** Always the same for the same link. */
    public String sign(Share share) {
        return sign(share.getId(), Instant.ofEpochMilli(share.getExpiresMs()).truncatedTo(ChronoUnit.SECONDS));
    }

    /** What it says; empty unless this is letter for letter what was signed with the secret. */
    public Optional<Claims> read(String token) {
        try {
            JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
            String id = claims.getJWTID();
            Date expires = claims.getExpirationTime();
            if (id == null || expires == null) {
                return Optional.empty();
            }
            Instant end = expires.toInstant();
            // compared as text, since Base64 has several spellings of the same bytes
            return isEqual(sign(id, end), token) ? Optional.of(new Claims(id, end.toEpochMilli())) : Optional.empty();
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private String sign(String id, Instant expires) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .jwtID(id)
                .expirationTime(Date.from(expires))
                .build();
        SignedJWT token = new SignedJWT(HEADER, claims);
        try {
            token.sign(new MACSigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("the key fits the algorithm", e);
        }
        return token.serialize();
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
