// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.playhead.applications.RateLimits;
import dev.playhead.schemas.SessionKey;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much applications and sessions have sent lately. Each limit is a token bucket that holds {@value #BURST_SECONDS}
 * seconds' worth, and at least one largest upload. Buckets are remembered for as many sources as there is room for, the
 * most recent, and for as long as they are not full again; a changed limit begins with a full bucket.
 */
public final class RateLimiter {

    private static final int BURST_SECONDS = 10;

    private final Cache<Limit, Bucket> buckets;
    private final long largestUpload;
    private final TimeMeter time;

    private enum Unit {
        REQUESTS,
        BYTES
    }

    /** @param source an application, or the key of a session */
    private record Limit(String source, Unit unit, long perSecond) {}

    /**
     * @param sources how many are remembered
     * @param largestUpload in bytes; one is taken whatever the limit is, if nothing was sent lately
     */
    public RateLimiter(int sources, long largestUpload, TimeMeter time) {
        this.buckets = Caffeine.newBuilder()
                .maximumSize(sources)
                .expireAfter(Expiry.<Limit, Bucket>accessing((limit, _) -> timeToFill(limit)))
                .ticker(time::currentTimeNanos)
                .build();
        this.largestUpload = largestUpload;
        this.time = time;
    }

    /** Whether an upload is within all limits; if it is not, it does not count. */
    public boolean takes(SessionKey key, RateLimits limits, long bytes) {
        List<Charge> charges = new ArrayList<>(4);
        add(charges, key.app(), Unit.REQUESTS, limits.requestsPerSecond(), 1);
        add(charges, key.app(), Unit.BYTES, limits.bytesPerSecond(), bytes);
        add(charges, key.text(), Unit.REQUESTS, limits.sessionRequestsPerSecond(), 1);
        add(charges, key.text(), Unit.BYTES, limits.sessionBytesPerSecond(), bytes);
        for (int i = 0; i < charges.size(); i++) {
            if (!charges.get(i).bucket().tryConsume(charges.get(i).tokens())) {
                charges.subList(0, i).forEach(charge -> charge.bucket().addTokens(charge.tokens()));
                return false;
            }
        }
        return true;
    }

    private record Charge(Bucket bucket, long tokens) {}

    private void add(List<Charge> charges, String source, Unit unit, @Nullable Long perSecond, long tokens) {
        if (perSecond != null && tokens > 0) {
            charges.add(new Charge(buckets.get(new Limit(source, unit, perSecond), this::bucket), tokens));
        }
    }

    private long capacity(Limit limit) {
        long burst = limit.perSecond() * BURST_SECONDS;
        return limit.unit() == Unit.BYTES ? Math.max(burst, largestUpload) : burst;
    }

    private Duration timeToFill(Limit limit) {
        return Duration.ofSeconds(Math.ceilDiv(capacity(limit), limit.perSecond()));
    }

    private Bucket bucket(Limit limit) {
        return Bucket.builder()
                .addLimit(bandwidth ->
                        bandwidth.capacity(capacity(limit)).refillGreedy(limit.perSecond(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }
}
