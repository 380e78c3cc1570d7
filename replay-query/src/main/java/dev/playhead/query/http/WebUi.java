// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.applications.Applications;
import dev.playhead.applications.OriginPattern;
import dev.playhead.query.share.SharedSessions;
import dev.playhead.query.share.SharedSessions.Admission;
import dev.playhead.query.share.SharedSessions.Admission.Admitted;
import dev.playhead.schemas.v1.Share;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The web UI: its files from {@code /webui/} on the class path, and its page on every address that is a page of it.
 * Nothing here ever redirects, since the content security policy goes by path.
 */
final class WebUi {

    private static final String FOLDER = "/webui/";
    private static final String UI = "/ui/";
    private static final String PAGE = "index.html";
    private static final List<String> PAGES = List.of(
            "/", "/sessions", "/views", "/errors", "/resources", "/actions", "/long-tasks", "/health", "/apps/*");
    private static final String REPLAY = "/apps/:app/sessions/:session/replay";
    private static final String SHARE = "/share/:token";
    private static final String END_OF_HEAD = "</head>";

    /** Always with an extension, so that it names no folder. */
    private static final Pattern FILE = Pattern.compile("(?!.*\\.\\.)([A-Za-z0-9_-]+/)*[A-Za-z0-9._-]+\\.[a-z0-9]+");

    private static final Pattern HASHED = Pattern.compile(".*-[A-Za-z0-9_-]{8,}\\.[a-z0-9]+");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    private final WorkerPool workers;
    private final Supplier<Applications> applications;
    private final SharedSessions shared;
    private final Map<String, Buffer> files = new ConcurrentHashMap<>();

    WebUi(WorkerPool workers, Supplier<Applications> applications, SharedSessions shared) {
        this.workers = workers;
        this.applications = applications;
        this.shared = shared;
    }

    void addTo(Router router) {
        router.get(UI + "*").handler(request -> serve(request, fileOf(request), List.of()));
        router.get(REPLAY)
                .handler(request -> serve(request, PAGE, assetOriginsOf(PathParameters.text(request, "app"))));
        router.get(SHARE).handler(this::shared);
        PAGES.forEach(page -> router.get(page).handler(request -> serve(request, PAGE, List.of())));
    }

    /**
     * What the UI's documents may load.
     *
     * @param self the origin they come from
     * @param assetOrigins where images, fonts and style sheets of recordings may come from
     */
    static String contentSecurityPolicy(String self, List<OriginPattern> assetOrigins) {
        String assets = assetOrigins.stream().map(origin -> " " + origin.text()).collect(Collectors.joining());
        return ("default-src 'none'; script-src SELF/ui/; style-src SELF/ui/ 'unsafe-inline'ASSETS; "
                        + "img-src SELF/ui/ SELF/assets/ data: blob:ASSETS; font-src SELF/ui/ SELF/assets/ data:ASSETS; "
                        + "media-src SELF/assets/ data: blob:; connect-src 'self'; worker-src SELF/ui/; "
                        + "frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; "
                        + "frame-ancestors 'self'")
                .replace("ASSETS", assets)
                .replace("SELF", self);
    }

    private static String fileOf(RoutingContext request) {
        String path = request.request().path();
        return path != null && path.startsWith(UI) ? path.substring(UI.length()) : "";
    }

    /** The page says what the API says of the link; the status is for those that only look at that. */
    private void shared(RoutingContext request) {
        Admission admission = shared.admit(PathParameters.text(request, "token"));
        request.response().setStatusCode(SharedRoutes.statusOf(admission));
        serve(request, PAGE, admission instanceof Admitted(Share share) ? assetOriginsOf(share.getApp()) : List.of());
    }

    private List<OriginPattern> assetOriginsOf(String app) {
        return applications.get().assetOriginsOf(app);
    }

    private void serve(RoutingContext request, String file, List<OriginPattern> assetOrigins) {
        workers.run(() -> content(file))
                .onSuccess(content -> content.ifPresentOrElse(
                        bytes -> send(request, file, assetOrigins, bytes),
                        () -> Problem.of(404, "no such file of the web UI").send(request.response())))
                .onFailure(request::fail);
    }

    private static void send(RoutingContext request, String file, List<OriginPattern> assetOrigins, Buffer bytes) {
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.CONTENT_TYPE, type(file))
                .putHeader(
                        HttpHeaders.CACHE_CONTROL,
                        HASHED.matcher(file).matches() ? "public, max-age=31536000, immutable" : "no-cache")
                .putHeader("Content-Security-Policy", contentSecurityPolicy(HostCheck.originOf(request), assetOrigins))
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .end(assetOrigins.isEmpty() ? bytes : telling(assetOrigins, bytes));
    }

    /** The page with its asset origins, which the player has to know: it sees no header of the page it runs in. */
    private static Buffer telling(List<OriginPattern> assetOrigins, Buffer page) {
        String origins = assetOrigins.stream().map(OriginPattern::text).collect(Collectors.joining(" "));
        return Buffer.buffer(page.toString()
                .replace(
                        END_OF_HEAD,
                        "<meta name=\"asset-origins\" content=\"%s\" />".formatted(origins) + END_OF_HEAD));
    }

    private Optional<Buffer> content(String file) throws IOException {
        if (!FILE.matcher(file).matches()) {
            return Optional.empty();
        }
        Buffer known = files.get(file);
        if (known != null) {
            return Optional.of(known);
        }
        try (InputStream in = WebUi.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                return Optional.empty();
            }
            Buffer read = Buffer.buffer(in.readAllBytes());
            files.put(file, read);
            return Optional.of(read);
        }
    }

    private static String type(String file) {
        String extension = file.substring(file.lastIndexOf('.') + 1);
        return TYPES.getOrDefault(extension, "application/octet-stream");
    }
}
