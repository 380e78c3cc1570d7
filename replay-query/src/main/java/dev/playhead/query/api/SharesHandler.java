// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import dev.playhead.query.share.ShareLinks;
import dev.playhead.query.share.ShareSettings;
import dev.playhead.query.share.ShareTokens;
import dev.playhead.query.store.Answer;
import dev.playhead.query.store.Answer.Absent;
import dev.playhead.query.store.Answer.Found;
import dev.playhead.query.store.ReplayStore;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Share;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Makes, lists and revokes links to sessions that are known here. */
public final class SharesHandler {

    private static final int ID_BYTES = 16;

    private final ReplayStore store;
    private final ShareLinks links;
    private final ShareTokens tokens;
    private final ShareSettings settings;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Counter made;
    private final Counter revoked;
    private final Counter tooMany;

    public SharesHandler(
            ReplayStore store,
            ShareLinks links,
            ShareTokens tokens,
            ShareSettings settings,
            InstantSource clock,
            MeterRegistry metrics) {
        this.store = store;
        this.links = links;
        this.tokens = tokens;
        this.settings = settings;
        this.clock = clock;
        this.made = Counter.builder("playhead.query.shares.made")
                .description("Links to sessions made")
                .register(metrics);
        this.revoked = Counter.builder("playhead.query.shares.revoked")
                .description("Links to sessions revoked")
                .register(metrics);
        this.tooMany = Counter.builder("playhead.query.shares.refused")
                .description("Links to sessions not made, since there are too many to one")
                .register(metrics);
    }

    /** The longest that a link may hold. */
    public Duration longest() {
        return settings.longest();
    }

    /**
     * Makes a link.
     *
     * @param atMs where playback begins, in the recorder's time; null for the beginning
     * @param life how long it holds
     * @param base what its address begins with
     * @throws ConflictException if there are too many to this session
     * @throws NotDoneException if it has to be asked for again
     */
    public Answer<ShareItem> share(SessionKey key, @Nullable Long atMs, Duration life, String base) {
        return store.session(key).map(session -> {
            if (links.of(key).size() >= settings.perSession()) {
                tooMany.increment();
                throw new ConflictException("there are %d links to the session that hold: revoke one first"
                        .formatted(settings.perSession()));
            }
            long nowMs = clock.millis();
            Share share = Share.newBuilder()
                    .setId(newId())
                    .setApp(key.app())
                    .setSession(key.session())
                    .setAtMs(atMs)
                    .setCreatedMs(nowMs)
                    .setExpiresMs(nowMs + life.toMillis())
                    .build();
            put(share);
            made.increment();
            return item(share, base);
        });
    }

    /** The links to a session that hold, oldest first. */
    public Answer<ItemList<ShareItem>> shares(SessionKey key, String base) {
        return store.session(key)
                .map(session -> ItemList.ofOne(
                        links.of(key).stream().map(share -> item(share, base)).toList()));
    }

    /** One of them. */
    public Answer<ShareItem> share(SessionKey key, String id, String base) {
        return holding(key, id).map(share -> item(share, base));
    }

    /**
     * Revokes a link; returns what it was.
     *
     * @throws NotDoneException if it has to be asked for again
     */
    public Answer<ShareItem> revoke(SessionKey key, String id, String base) {
        return holding(key, id).map(share -> {
            put(Share.newBuilder(share).setRevokedMs(clock.millis()).build());
            revoked.increment();
            return item(share, base);
        });
    }

    private Answer<Share> holding(SessionKey key, String id) {
        return store.session(key).then(session -> {
            Optional<Share> found = links.of(key).stream()
                    .filter(share -> share.getId().equals(id))
                    .findFirst();
            return found.<Answer<Share>>map(Found::new).orElseGet(Absent::new);
        });
    }

    private void put(Share share) {
        try {
            links.put(share);
        } catch (KafkaException e) {
            throw new NotDoneException("Kafka did not acknowledge the link: ask again", e);
        }
    }

    private ShareItem item(Share share, String base) {
        return ShareItem.of(share, base + "/share/" + tokens.sign(share));
    }

    private String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
