// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The JSON readers of recorded content: limited in depth, with pooled buffers, built once a depth. */
public final class BodyJson {

    /** Holds one entry for each depth that an installation configures, hence one. */
    private static final Map<Integer, ObjectMapper> BY_DEPTH = new ConcurrentHashMap<>();

    private BodyJson() {}

    public static ObjectMapper within(BodyLimits limits) {
        return BY_DEPTH.computeIfAbsent(limits.maxDepth(), BodyJson::build);
    }

    private static ObjectMapper build(int maxDepth) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(new DepthLimit(maxDepth))
                .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                // Names are the sender's text: interned they would outlive every body.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                // Positions and times are full of fractions; both parsers give the same doubles.
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .build();
        return JsonMapper.builder(factory).build();
    }

    /** Nested past the limit; apart from the reader's other constraints, which no honest sender meets. */
    static final class TooDeepException extends StreamConstraintsException {
        private static final long serialVersionUID = 1;

        TooDeepException(int maxDepth) {
            super("JSON is nested deeper than %d".formatted(maxDepth));
        }
    }

    /** A body's size is limited where it is inflated, and no text in it is longer than the body: only depth is left. */
    private static final class DepthLimit extends StreamReadConstraints {
        private static final long serialVersionUID = 1;

        DepthLimit(int maxDepth) {
            super(maxDepth, -1, DEFAULT_MAX_NUM_LEN, Integer.MAX_VALUE, Integer.MAX_VALUE, -1);
        }

        @Override
        public void validateNestingDepth(int depth) throws TooDeepException {
            if (depth > _maxNestingDepth) {
                throw new TooDeepException(_maxNestingDepth);
            }
        }
    }
}
