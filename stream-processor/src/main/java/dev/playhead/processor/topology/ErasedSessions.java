// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.schemas.SessionKey;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** {@link SessionTopology#ERASED_SESSIONS}: the sessions of which nothing is taken any more, for good. */
final class ErasedSessions {

    private static final byte[] NOTHING = new byte[0];

    private final KeyValueStore<Bytes, byte[]> store;

    private ErasedSessions(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    static ErasedSessions of(ProcessorContext<?, ?> context) {
        return new ErasedSessions(context.getStateStore(SessionTopology.ERASED_SESSIONS));
    }

    boolean contains(SessionKey session) {
        return store.get(Bytes.wrap(session.hash())) != null;
    }

    /** Whether it was not there before. */
    boolean add(SessionKey session) {
        return store.putIfAbsent(Bytes.wrap(session.hash()), NOTHING) == null;
    }
}
