// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.http;

import dev.playhead.formats.body.RejectReason;
import dev.playhead.gateway.access.Access;
import dev.playhead.gateway.access.AccessPolicy;
import dev.playhead.gateway.access.Claim;
import dev.playhead.schemas.v1.SourceFormat;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What PostHog's SDK asks before it records anything: {@code /array/{token}/config} (a GET), or from older versions
 * {@code /decide/} and {@code /flags/} (a POST about the visitor, which is not read). All get the same answer: record,
 * to {@code /s/}, the console as well, and catch exceptions; there are no feature flags. A token that is not taken, or
 * a page that may not send, is refused here already.
 */
final class PostHogSettings {

    private static final Pattern CONFIG = Pattern.compile("/array/([^/]+)/config/?");
    private static final Pattern FLAGS = Pattern.compile("/(?:flags|decide)/?");

    private static final String ANSWER = """
            {"sessionRecording":{"endpoint":"/s/","consoleLogRecordingEnabled":true,"recorderVersion":"v2",\
            "sampleRate":null,"minimumDurationMilliseconds":null,"linkedFlag":null,"networkPayloadCapture":null,\
            "urlTriggers":[],"urlBlocklist":[],"eventTriggers":[],"scriptConfig":{"script":"lazy-recorder"}},\
            "supportedCompression":["gzip","gzip-js"],"autocaptureExceptions":true,"autocapture_opt_out":false,\
            "capturePerformance":false,"heatmaps":false,"surveys":false,"siteApps":[],"toolbarParams":{},\
            "isAuthenticated":false,"hasFeatureFlags":false,"errorsWhileComputingFlags":false,\
            "flags":{},"featureFlags":{},"featureFlagPayloads":{}}""";

    private final AccessPolicy access;

    PostHogSettings(AccessPolicy access) {
        this.access = access;
    }

    /** The path as it stands in metrics; null if it is none of these. */
    @Nullable
    String labelOf(String path) {
        if (CONFIG.matcher(path).matches()) {
            return "/array/*/config";
        }
        return FLAGS.matcher(path).matches() ? "/flags/" : null;
    }

    /** Answers a request whose path has a label. */
    void handle(RoutingContext context, String path) {
        HttpMethod method = context.request().method();
        RejectReason refusal = refusal(path, context.request().getHeader(HttpHeaders.ORIGIN));
        if (refusal == null && method.equals(HttpMethod.OPTIONS)) {
            Cors.preflight(context);
            return;
        }
        Cors.allowOrigin(context);
        if (refusal != null) {
            Problems.answer(context.response(), 403, refusal.label(), "this gateway records nothing for that");
            return;
        }
        if (!List.of(HttpMethod.GET, HttpMethod.POST).contains(method)) {
            context.response().putHeader(HttpHeaders.ALLOW, "GET, POST, OPTIONS");
            Problems.answer(context.response(), 405, "method_not_allowed", "only GET and POST are answered here");
            return;
        }
        Answers.send(context.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json"), ANSWER);
    }

    private @Nullable RejectReason refusal(String path, @Nullable String origin) {
        AccessPolicy.Decision decision = access.decide(new Claim(SourceFormat.POSTHOG, null, null, true, origin));
        Matcher config = CONFIG.matcher(path);
        if (decision.refusal() != null || !config.matches()) {
            return decision.refusal();
        }
        Access shown = decision.access().showing(config.group(1));
        return shown.refusal(shown.applicationOf(config.group(1)));
    }
}
