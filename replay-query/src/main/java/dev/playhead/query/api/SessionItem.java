// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.query.store.Retention;
import dev.playhead.query.topology.SessionRow;
import dev.playhead.schemas.v1.SessionSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session's summary as the API gives it.
 *
 * @param receivedMs when the session was first received
 * @param views how many
 * @param expiresMs when it is not offered any more
 */
public record SessionItem(
        String app,
        String session,
        String status,
        int revision,
        List<String> limits,
        boolean approximate,
        long startMs,
        long endMs,
        long receivedMs,
        long durationMs,
        long activeMs,
        long inactiveMs,
        int inactivityGaps,
        int views,
        int actions,
        int errors,
        int resources,
        int longTasks,
        int frustrations,
        int segments,
        long bytes,
        @Nullable Double completeness,
        boolean hasReplay,
        User user,
        @Nullable String browser,
        @Nullable String os,
        @Nullable String device,
        @Nullable String country,
        @Nullable String env,
        @Nullable String service,
        @Nullable String version,
        @Nullable String firstUrl,
        @Nullable String lastUrl,
        Sdk sdk,
        long skewMs,
        ObjectNode attributes,
        long expiresMs) {

    public SessionItem {
        limits = List.copyOf(limits);
    }

    public record User(
            @Nullable String id,
            @Nullable String name,
            @Nullable String email) {}

    public record Sdk(@Nullable String name, @Nullable String version) {}

    static SessionItem of(SessionRow row, Retention retention) {
        SessionSummary summary = row.summary();
        return new SessionItem(
                summary.getApp(),
                summary.getSession(),
                summary.getStatus().name(),
                summary.getRevision(),
                summary.getLimits(),
                summary.getApproximate(),
                summary.getStartMs(),
                summary.getEndMs(),
                summary.getAnchorMs(),
                summary.getEndMs() - summary.getStartMs(),
                summary.getActiveMs(),
                summary.getInactiveMs(),
                summary.getInactivityGaps(),
                row.views(),
                summary.getActions(),
                summary.getErrors(),
                summary.getResources(),
                summary.getLongTasks(),
                summary.getFrustrations(),
                summary.getSegments(),
                summary.getBytes(),
                summary.getCompleteness(),
                summary.getSegments() > 0,
                new User(summary.getUserId(), summary.getUserName(), summary.getUserEmail()),
                summary.getBrowser(),
                summary.getOs(),
                summary.getDevice(),
                summary.getCountry(),
                summary.getEnv(),
                summary.getService(),
                summary.getVersion(),
                row.firstUrl(),
                row.lastUrl(),
                new Sdk(summary.getSdkName(), summary.getSdkVersion()),
                summary.getSkewMs(),
                Attributes.all(summary.getAttributes()),
                retention.expiresMs(summary.getApp(), summary.getAnchorMs()));
    }
}
