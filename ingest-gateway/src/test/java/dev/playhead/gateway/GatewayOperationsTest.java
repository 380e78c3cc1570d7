// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway;

import static dev.playhead.gateway.RunningGateways.BATCH;
import static dev.playhead.gateway.RunningGateways.RRWEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What operators set on the server itself: TLS and the access log. */
@Timeout(60)
class GatewayOperationsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path directory;

    private final RunningGateways gateways = new RunningGateways();

    @AfterEach
    void close() {
        gateways.close();
    }

    @Test
    void withACertificateItSpeaksTlsAndHttp2() throws Exception {
        KeyStore made = selfSigned();
        Path certificate =
                pem("tls.crt", "CERTIFICATE", made.getCertificate("gateway").getEncoded());
        Path key =
                pem("tls.key", "PRIVATE KEY", made.getKey("gateway", PASSWORD).getEncoded());
        Gateway gateway = gateways.start(Map.of(
                "PLAYHEAD_GATEWAY_TLS_CERTIFICATE",
                certificate.toString(),
                "PLAYHEAD_GATEWAY_TLS_KEY",
                key.toString()));
        assertThat(gateway.tls()).isTrue();
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(trusting(made.getCertificate("gateway")))
                .build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:%d%s".formatted(gateway.port(), RRWEB)))
                            .POST(BodyPublishers.ofString(BATCH))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        }
        assertThatThrownBy(() -> gateways.send(RunningGateways.batch(gateway))).isInstanceOf(IOException.class);
    }

    @Test
    void aCertificateThatCannotBeReadIsOneClearLine() {
        assertThatThrownBy(() -> gateways.start(Map.of(
                        "PLAYHEAD_GATEWAY_TLS_CERTIFICATE", "/nowhere/tls.crt",
                        "PLAYHEAD_GATEWAY_TLS_KEY", "/nowhere/tls.key")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen")
                .hasMessageContaining("/nowhere/tls");
    }

    @Test
    void theAccessLogSaysWhatWasAskedForAndNothingOfWho() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.playhead.access");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO); // as the command sets it
        try {
            Gateway silent = gateways.start(Map.of());
            gateways.send(RunningGateways.batch(silent));
            Gateway gateway = gateways.start(Map.of("PLAYHEAD_GATEWAY_ACCESS_LOG", "true"));
            gateways.send(RunningGateways.post(gateway, "/api/v2/replay?dd-api-key=pub1", "x")
                    .header("Cookie", "_dd_s=secret")
                    .header("User-Agent", "Mosaic/1"));
            silent.close();
            gateway.close();
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }
        assertThat(lines.list).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(lines.list.getFirst().getFormattedMessage());
        assertThat(line.path("method").asText()).isEqualTo("POST");
        assertThat(line.path("route").asText()).isEqualTo("/api/v2/replay");
        assertThat(line.path("status").asInt()).isEqualTo(415);
        assertThat(line.path("bytes").asInt()).isOne();
        assertThat(line.path("at").asText()).startsWith("2026-");
        assertThat(line.toString()).doesNotContain("127.0.0.1", "pub1", "secret", "Mosaic");
    }

    /** By the JDK's own tool; nothing in its API makes certificates. */
    private KeyStore selfSigned() throws Exception {
        Path store = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "gateway",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        return KeyStore.getInstance(store.toFile(), PASSWORD);
    }

    private static SSLContext trusting(Certificate certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("gateway", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private Path pem(String name, String what, byte[] der) throws IOException {
        return Files.writeString(
                directory.resolve(name),
                "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                        .formatted(what, Base64.getMimeEncoder().encodeToString(der)));
    }
}
