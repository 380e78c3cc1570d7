// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.processor;

import dev.playhead.benchmarks.recorded.ThreadCpu;
import dev.playhead.formats.facts.SegmentFacts;
import dev.playhead.formats.facts.Traits;
import dev.playhead.processor.session.SegmentEnvelope;
import dev.playhead.processor.session.SegmentEnvelope.Numbering;
import dev.playhead.processor.session.SessionState;
import dev.playhead.timeline.Islands;
import dev.playhead.timeline.TimeSpan;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Joining one more segment into a session that has some already. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MergeKernel {

    private static final Traits NOTHING = Traits.ofUser(null, null, null, null);
    private static final long SEGMENT_MS = 5_000;
    private static final long PAUSE_MS = 120_000;
    private static final int SEGMENTS_WITHOUT_PAUSE = 20;

    /** How many segments the session has. */
    @Param({"10", "10000"})
    public int segments = 10;

    private SessionState session = SessionState.EMPTY;
    private SessionState next = SessionState.EMPTY;

    @Setup
    public void receive() {
        session = SessionState.EMPTY;
        for (int index = 0; index < segments; index++) {
            session = session.merge(segment(index));
        }
        next = segment(segments);
    }

    @Benchmark
    public SessionState merge(ThreadCpu cpu) {
        cpu.passes++;
        return session.merge(next);
    }

    /** Five seconds of somebody who does something all the time, but now and then goes away for two minutes. */
    private static SessionState segment(int index) {
        long startMs = index * SEGMENT_MS + index / SEGMENTS_WITHOUT_PAUSE * PAUSE_MS;
        long endMs = startMs + SEGMENT_MS;
        SegmentEnvelope envelope =
                new SegmentEnvelope("view", index, null, Numbering.VIEW, index, 4_000, NOTHING, NOTHING);
        SegmentFacts facts = new SegmentFacts(
                40,
                startMs,
                endMs,
                Islands.of(List.of(new TimeSpan(startMs, endMs))),
                List.of(),
                null,
                List.of(),
                false,
                0,
                null);
        return envelope.read(facts).state();
    }
}
