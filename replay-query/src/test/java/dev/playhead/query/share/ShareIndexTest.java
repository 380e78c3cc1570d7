// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Share;
import dev.playhead.testkit.Property;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShareIndexTest {

    private static final SessionKey KEY = new SessionKey("shop", "s1");

    private long nowMs = 1_000;
    private final ShareIndex index = index();

    @Test
    void whatIsToldInAnyOrderAndTwiceIsTheSame() {
        Property.forAll(500, ShareIndexTest::told, told -> {
            ShareIndex inOrder = index();
            told.inOrder().forEach(inOrder::take);
            ShareIndex shuffled = index();
            told.shuffled().forEach(shuffled::take);

            for (String session : List.of("s0", "s1")) {
                SessionKey key = new SessionKey("shop", session);
                assertThat(shuffled.of(key)).isEqualTo(inOrder.of(key));
            }
            told.inOrder()
                    .forEach(share -> assertThat(shuffled.find(share.getId())).isEqualTo(inOrder.find(share.getId())));
            assertThat(shuffled.size()).isEqualTo(inOrder.size());
        });
    }

    private record Told(List<Share> inOrder, List<Share> shuffled) {}

    private static Told told(RandomGenerator random) {
        List<Share> inOrder = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Share made = share("l" + i, "s" + i % 2, 100 + i % 3, 2_000, null);
            inOrder.add(made);
            if (random.nextBoolean()) {
                inOrder.add(Share.newBuilder(made).setRevokedMs(1_500L).build());
            }
        }
        List<Share> shuffled = new ArrayList<>(inOrder);
        shuffled.addAll(inOrder.subList(0, random.nextInt(inOrder.size())));
        Collections.shuffle(shuffled, random);
        return new Told(inOrder, shuffled);
    }

    @Test
    void linksAreListedFromTheOldestOn() {
        index.take(share("b", "s1", 20, 2_000, null));
        index.take(share("a", "s1", 20, 2_000, null));
        index.take(share("c", "s1", 10, 2_000, null));

        assertThat(index.of(KEY)).extracting(Share::getId).containsExactly("c", "a", "b");
    }

    @Test
    void whatIsRevokedIsKnownAndHoldsNoMore() {
        index.take(share("a", "s1", 10, 2_000, 900L));

        assertThat(index.find("a")).map(Share::getRevokedMs).hasValue(900L);
        assertThat(index.of(KEY)).isEmpty();
        assertThat(index.size()).isZero();
    }

    @Test
    void whatHasExpiredIsForgotten() {
        index.take(share("a", "s1", 10, 2_000, null));
        index.take(share("b", "s1", 11, 3_000, 900L));
        index.take(share("past", "s1", 12, 1_000, null));
        assertThat(index.find("past")).isEmpty();

        nowMs = 1_999;
        assertThat(index.of(KEY)).hasSize(1);
        nowMs = 2_000;
        assertThat(index.of(KEY)).isEmpty();
        assertThat(index.find("a")).isEmpty();
        assertThat(index.find("b")).isPresent();
        nowMs = 3_000;
        assertThat(index.find("b")).isEqualTo(Optional.empty());
        assertThat(index.size()).isZero();
    }

    private ShareIndex index() {
        return new ShareIndex(() -> Instant.ofEpochMilli(nowMs));
    }

    private static Share share(String id, String session, long createdMs, long expiresMs, @Nullable Long revokedMs) {
        return Share.newBuilder()
                .setId(id)
                .setApp("shop")
                .setSession(session)
                .setCreatedMs(createdMs)
                .setExpiresMs(expiresMs)
                .setRevokedMs(revokedMs)
                .build();
    }
}
