// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.query.http;

import dev.playhead.schemas.BundledSubjects;
import dev.playhead.schemas.BundledSubjects.Version;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The read side of the <a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">Schema
 * Registry's REST API</a>, as far as clients need it to decode records, with its error codes. For an installation that
 * runs no registry.
 */
final class RegistryRoutes {

    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final String LATEST = "latest";
    private static final int SUBJECT_NOT_FOUND = 40_401;
    private static final int VERSION_NOT_FOUND = 40_402;
    private static final int SCHEMA_NOT_FOUND = 40_403;

    private final BundledSubjects subjects;

    private record Failure(int error_code, String message) {}

    private record SchemaOfId(String schema) {}

    private record SchemaOfSubject(String subject, int version, int id, String schema) {}

    RegistryRoutes(BundledSubjects subjects) {
        this.subjects = subjects;
    }

    void addTo(Router router) {
        router.get("/registry/subjects")
                .handler(request -> answer(request, 200, subjects.versions().keySet()));
        router.get("/registry/subjects/:subject/versions").handler(this::versions);
        router.get("/registry/subjects/:subject/versions/:version").handler(this::version);
        router.get("/registry/schemas/ids/:id").handler(this::schema);
    }

    private void versions(RoutingContext request) {
        withSubject(
                request,
                versions -> answer(
                        request, 200, versions.stream().map(Version::version).toList()));
    }

    private void version(RoutingContext request) {
        String wanted = parameter(request, "version");
        withSubject(
                request,
                versions -> versions.stream()
                        .filter(version -> wanted.equals(LATEST)
                                || Integer.toString(version.version()).equals(wanted))
                        .reduce((earlier, later) -> later)
                        .ifPresentOrElse(
                                found -> answer(
                                        request,
                                        200,
                                        new SchemaOfSubject(
                                                parameter(request, "subject"),
                                                found.version(),
                                                found.id(),
                                                found.schema())),
                                () -> answer(request, 404, new Failure(VERSION_NOT_FOUND, "Version not found."))));
    }

    private void schema(RoutingContext request) {
        number(parameter(request, "id"))
                .flatMap(subjects::schema)
                .ifPresentOrElse(
                        schema -> answer(request, 200, new SchemaOfId(schema)),
                        () -> answer(request, 404, new Failure(SCHEMA_NOT_FOUND, "Schema not found")));
    }

    private void withSubject(RoutingContext request, Consumer<List<Version>> found) {
        Optional.ofNullable(subjects.versions().get(parameter(request, "subject")))
                .ifPresentOrElse(
                        found, () -> answer(request, 404, new Failure(SUBJECT_NOT_FOUND, "Subject not found.")));
    }

    private static String parameter(RoutingContext request, String name) {
        return Objects.requireNonNull(request.pathParam(name), name);
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static void answer(RoutingContext request, int status, Object value) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, CONTENT_TYPE)
                .end(Json.buffer(value));
    }
}
