// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query;

import dev.playhead.config.KafkaSettings;
import dev.playhead.config.Settings;
import dev.playhead.query.access.SecretSettings;
import dev.playhead.query.api.ErasureSettings;
import dev.playhead.query.api.HealthSettings;
import dev.playhead.query.api.ReplaySettings;
import dev.playhead.query.http.ServerSettings;
import dev.playhead.query.share.ShareSettings;
import dev.playhead.query.store.BodySettings;
import dev.playhead.query.store.ReadSettings;
import dev.playhead.query.topology.StreamsSettings;
import java.util.Map;

/** Everything an operator can set on the query service, read once at start; the parts name their environment. */
public record QueryConfig(
        ServerSettings server,
        ApplicationsSettings applications,
        StreamsSettings streams,
        ReadSettings reads,
        BodySettings bodies,
        ReplaySettings replay,
        ErasureSettings erasures,
        ShareSettings shares,
        SecretSettings secret,
        HealthSettings health) {

    /** @throws IllegalStateException naming every setting that is wrong */
    public static QueryConfig from(Map<String, String> environment) {
        Settings settings = new Settings(environment);
        Map<String, String> kafka = KafkaSettings.from(environment);
        QueryConfig config = new QueryConfig(
                ServerSettings.from(settings),
                ApplicationsSettings.from(settings),
                StreamsSettings.from(settings, kafka),
                ReadSettings.from(settings),
                BodySettings.from(settings, kafka),
                ReplaySettings.from(settings),
                ErasureSettings.from(settings),
                ShareSettings.from(settings),
                SecretSettings.from(settings),
                HealthSettings.from(settings));
        if (config.reads().scanTime().compareTo(config.server().instances().answerTimeout()) >= 0) {
            settings.problem("PLAYHEAD_QUERY_SCAN_TIME is not less than PLAYHEAD_QUERY_HOP_TIMEOUT,"
                    + " after which nobody waits for the page");
        }
        settings.check();
        return config;
    }
}
