// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.config.Settings;
import java.util.Set;

/**
 * Where the service listens and how much it takes on at once.
 *
 * @param host {@code PLAYHEAD_HOST}, the address to listen on
 * @param port {@code PLAYHEAD_QUERY_PORT}; 0 takes a free one
 * @param names {@code PLAYHEAD_QUERY_HOSTS}, comma-separated host names that are also ours when listening on loopback,
 *     where any other {@code Host} is refused
 * @param workers {@code PLAYHEAD_QUERY_WORKERS}, threads that read stores and convert recordings
 * @param workerQueue {@code PLAYHEAD_QUERY_WORKER_QUEUE}, requests that may wait for one; more are answered 503
 * @param instances how it and the other instances reach each other
 * @param live how sessions are followed
 */
public record ServerSettings(
        String host,
        int port,
        Set<String> names,
        int workers,
        int workerQueue,
        InstanceSettings instances,
        LiveSettings live) {

    public ServerSettings {
        names = Set.copyOf(names);
    }

    public static ServerSettings from(Settings settings) {
        return new ServerSettings(
                settings.text("PLAYHEAD_HOST", "127.0.0.1"),
                settings.integer("PLAYHEAD_QUERY_PORT", 8401, 0, 65_535),
                settings.texts("PLAYHEAD_QUERY_HOSTS"),
                settings.integer("PLAYHEAD_QUERY_WORKERS", 4, 1, 256),
                settings.integer("PLAYHEAD_QUERY_WORKER_QUEUE", 256, 1, 100_000),
                InstanceSettings.from(settings),
                LiveSettings.from(settings));
    }
}
