// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy.reprocess;

import dev.playhead.cluster.Standing;
import dev.playhead.generations.GenerationLog;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits for a generation to catch up, and tells how far it is. */
public final class CatchUpWatch {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int LOOKS_PER_LINE = 5;

    private final GenerationAdmin admin;
    private final GenerationLog log;
    private final Duration timeout;
    private final Consumer<String> lines;

    /**
     * @param timeout for reading the log
     * @param lines told how far it is, every few seconds
     */
    public CatchUpWatch(GenerationAdmin admin, GenerationLog log, Duration timeout, Consumer<String> lines) {
        this.admin = admin;
        this.log = log;
        this.timeout = timeout;
        this.lines = lines;
    }

    /**
     * Returns when the generation has caught up.
     *
     * @param within how far behind each of its applications may then be
     * @return false if it is not to be built any more
     * @throws org.apache.kafka.common.KafkaException if the cluster refuses or does not answer in time
     */
    public boolean await(int number, Duration within) {
        CatchUp catchUp = new CatchUp(within);
        for (int look = 0; isBuilding(number); look++) {
            Standing processor = admin.processor(number);
            Standing views = admin.views(number);
            boolean done = catchUp.isDone(System.nanoTime(), processor, views);
            if (done || look % LOOKS_PER_LINE == 0) {
                lines.accept("generation %d: %s".formatted(number, progress(processor, views)));
            }
            if (done) {
                return true;
            }
            GenerationAdmin.pause(LOOK);
        }
        return false;
    }

    private boolean isBuilding(int number) {
        return log.readToEnd(timeout).building().equals(Optional.of(number));
    }

    private static String progress(Standing processor, Standing views) {
        String left = "%d records to process, %d to put into views".formatted(processor.left(), views.left());
        if (processor.working() && views.working()) {
            return left;
        }
        return left + "; waiting for the instances of "
                + (processor.working() ? "the query service" : views.working() ? "the processor" : "both roles");
    }
}
