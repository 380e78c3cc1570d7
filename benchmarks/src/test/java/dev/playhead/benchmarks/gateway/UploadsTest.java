// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.applications.Applications;
import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.gateway.access.Access;
import dev.playhead.gateway.access.Claim;
import dev.playhead.gateway.intake.DatadogIntake;
import dev.playhead.gateway.intake.IntakeLimits;
import dev.playhead.gateway.intake.LogEntry.Recording;
import dev.playhead.gateway.intake.Upload;
import dev.playhead.schemas.SessionKey;
import dev.playhead.schemas.v1.Client;
import dev.playhead.schemas.v1.Segment;
import dev.playhead.schemas.v1.SourceFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured must be what the gateway does its whole work for. */
class UploadsTest {

    private static final Pattern CONTENT_TYPE = Pattern.compile("\r\ncontent-type: ([^\r]*)\r\n");
    private static final Pattern CONTENT_LENGTH = Pattern.compile("\r\ncontent-length: (\\d+)\r\n");

    private final Uploads uploads = Uploads.asRecorded();

    @ParameterizedTest
    @ValueSource(ints = {1 << 10, 4 << 10, 20 << 10, 60 << 10, 1 << 20})
    void theGatewayFindsOneRecordingInABodyOfTheSizeAskedFor(int bytes) throws Exception {
        byte[] body = body(uploads.request(bytes), bytes);

        Segment segment = recording(body).segment();
        assertThat(segment.getIndex()).isZero();
        assertThat(segment.getParts()).isEqualTo(1);
        assertThat(segment.getBody().remaining()).isBetween(bytes - 900, bytes);
        assertThat(inflated(segment)).startsWith("{\"records\":[{").endsWith("}]}");
    }

    @Test
    void eachIsOfAnotherSessionAndTheSameAgainInTheNextRun() throws Exception {
        Set<SessionKey> sessions = new HashSet<>();
        Uploads again = Uploads.asRecorded();
        for (int i = 0; i < 64; i++) {
            byte[] request = uploads.request(4 << 10);
            assertThat(again.request(4 << 10)).isEqualTo(request);
            sessions.add(recording(body(request, 4 << 10)).key());
        }

        assertThat(sessions).hasSize(64);
    }

    @Test
    void theFilesHoldAsManyRequestsAsRecordsOfOneSize(@TempDir Path directory) throws IOException {
        UploadFiles files = UploadFiles.write(4 << 10, directory);

        assertThat(files.count()).isEqualTo(256);
        try (Stream<Path> requests = Files.list(files.requests())) {
            assertThat(requests).hasSize(256).allSatisfy(request -> body(Files.readAllBytes(request), 4 << 10));
        }
        List<String> payloads = Files.readAllLines(files.payloads());
        assertThat(payloads)
                .hasSize(256)
                .allSatisfy(payload -> assertThat(payload).hasSize(4 << 10));
    }

    private static byte[] body(byte[] request, int bytes) {
        String head = head(request);
        Matcher length = CONTENT_LENGTH.matcher(head);
        assertThat(length.find()).isTrue();
        assertThat(length.group(1)).isEqualTo(Integer.toString(bytes));
        byte[] body = Arrays.copyOfRange(request, head.length() + 2, request.length);
        assertThat(body).hasSize(bytes);
        return body;
    }

    private static Recording recording(byte[] body) throws MalformedBodyException {
        Matcher type = CONTENT_TYPE.matcher(head(Uploads.asRecorded().request(4 << 10)));
        assertThat(type.find()).isTrue();
        Access anything = new Access(new Claim(SourceFormat.DATADOG, null, null, false, null), Applications.NONE, true);
        Upload upload = new Upload("/api/v2/replay", Map.of(), type.group(1), null, body, anything, Client::new, 1);
        return (Recording) DatadogIntake.replay(IntakeLimits.DEFAULT)
                .read(upload)
                .entries()
                .getFirst();
    }

    /** With the line break of its last header, but without the empty line. */
    private static String head(byte[] request) {
        String text = new String(request, StandardCharsets.ISO_8859_1);
        return text.substring(0, text.indexOf("\r\n\r\n") + 2);
    }

    private static String inflated(Segment segment) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(segment.getBody().duplicate());
            byte[] inflated = new byte[4 << 20];
            int length = inflater.inflate(inflated);
            assertThat(inflater.finished()).isTrue();
            return new String(inflated, 0, length, StandardCharsets.US_ASCII);
        } catch (DataFormatException e) {
            throw new UncheckedIOException(new IOException(e));
        } finally {
            inflater.end();
        }
    }
}
