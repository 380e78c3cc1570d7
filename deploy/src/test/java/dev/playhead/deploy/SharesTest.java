// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links to a session of a running installation. */
@Tag("cluster")
class SharesTest {

    private static final String SET = "rrweb";

    @Test
    void whatWasSharedAndWhatWasRevokedStaysSoAfterARestart(@TempDir Path data) throws Exception {
        Map<String, String> environment = TruthTest.environment(data);
        String kept;
        String revoked;
        String session;
        try (Installation installation = Installation.start(environment);
                QueryClient client = new QueryClient(installation.query())) {
            assertThat(RecordedTraffic.send(installation.gateway(), RecordedTraffic.accepted(SET), 1))
                    .containsOnly(202);
            client.settled(List.of(SET));
            session = client.path(QueryClient.sessionOf(SET));
            kept = tokenOf(client.share(session));
            JsonNode other = client.share(session);
            revoked = tokenOf(other);

            assertThat(client.get(kept + "/events").body())
                    .isEqualTo(client.get(session + "/events").body());
            assertThat(client.delete(session + "/shares/" + other.path("id").asText())
                            .statusCode())
                    .isEqualTo(204);
            assertThat(client.get(revoked).statusCode()).isEqualTo(410);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("secret"))))
                .isEqualTo("rw-------");

        try (Installation installation = Installation.start(environment);
                QueryClient client = new QueryClient(installation.query())) {
            assertThat(client.get(kept + "/events").body())
                    .isNotEmpty()
                    .isEqualTo(client.get(session + "/events").body());
            assertThat(client.get(revoked).statusCode()).isEqualTo(410);
            assertThat(client.json(session + "/shares").path("items")).hasSize(1);

            assertThat(client.delete(session).statusCode()).isEqualTo(202);
            assertThat(client.get(kept).statusCode()).isEqualTo(410);
            assertThat(client.get(kept + "/events").statusCode()).isEqualTo(410);
        }
    }

    /** Where the link's session is, in the API. */
    private static String tokenOf(JsonNode link) {
        String url = link.path("url").asText();
        return "/api/v1/shared/" + url.substring(url.lastIndexOf('/') + 1);
    }
}
