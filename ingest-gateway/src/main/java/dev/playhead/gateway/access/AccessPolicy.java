// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.access;

import dev.playhead.applications.Applications;
import dev.playhead.formats.body.RejectReason;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides about requests before their bodies, by the applications as they are configured now. Never blocks. */
public final class AccessPolicy {

    private final Supplier<Applications> applications;
    private final boolean open;

    /** @param open whether applications that nobody configured are taken */
    public AccessPolicy(Supplier<Applications> applications, boolean open) {
        this.applications = applications;
        this.open = open;
    }

    /**
     * What was decided.
     *
     * @param access for what the body says more
     * @param refusal null if the body is to be read
     */
    public record Decision(Access access, @Nullable RejectReason refusal) {}

    public Decision decide(Claim claim) {
        Access access = new Access(claim, applications.get(), open);
        return new Decision(access, access.refusalBeforeBody());
    }
}
