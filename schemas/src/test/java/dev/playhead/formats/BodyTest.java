// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonParser;
import dev.playhead.formats.Body.Encoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {

    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void isReadWhateverItsCompression(Encoding encoding) throws IOException {
        assertThat(Uploads.body(compressed(encoding, bytes("[1]")), encoding).readAll())
                .isEqualTo(bytes("[1]"));
    }

    @ParameterizedTest
    @EnumSource(names = {"ZLIB", "GZIP"})
    void aCutAnywhereIsCorrupt(Encoding encoding) throws IOException {
        byte[] whole = compressed(encoding, bytes("[\"some words, some more words\"]"));
        for (int length = 0; length < whole.length; length++) {
            assertThat(reasonOf(new Body(Arrays.copyOf(whole, length), encoding, BodyLimits.DEFAULT)))
                    .as("cut after %d of %d", length, whole.length)
                    .isEqualTo(RejectReason.CORRUPT);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ZLIB", "GZIP"})
    void bytesAfterTheEndAreCorrupt(Encoding encoding) throws IOException {
        byte[] whole = compressed(encoding, bytes("[1]"));
        assertThat(reasonOf(Uploads.body(joined(whole, bytes("x")), encoding))).isEqualTo(RejectReason.CORRUPT);
        assertThat(reasonOf(Uploads.body(joined(whole, whole), encoding))).isEqualTo(RejectReason.CORRUPT);
    }

    @ParameterizedTest
    @EnumSource(names = {"ZLIB", "GZIP"})
    void aWrongChecksumIsCorrupt(Encoding encoding) throws IOException {
        byte[] damaged = compressed(encoding, bytes("[1,2,3]"));
        damaged[damaged.length - (encoding == Encoding.GZIP ? 5 : 1)] ^= 1;
        assertThat(reasonOf(Uploads.body(damaged, encoding))).isEqualTo(RejectReason.CORRUPT);
    }

    @Test
    void gzipMayCarryANameACommentAndMore() throws IOException {
        byte[] plain = compressed(Encoding.GZIP, bytes("[1]"));
        byte[] header = Arrays.copyOf(plain, 10);
        header[3] = 0x02 | 0x04 | 0x08 | 0x10;
        byte[] extra = {2, 0, 'a', 'b'};
        byte[] member = joined(
                joined(joined(header, extra), bytes("name\0comment\0..")), Arrays.copyOfRange(plain, 10, plain.length));
        assertThat(Uploads.body(member, Encoding.GZIP).readAll()).isEqualTo(bytes("[1]"));
    }

    @Test
    void aPresetDictionaryIsCorrupt() {
        Deflater deflater = new Deflater();
        deflater.setDictionary(bytes("some words"));
        deflater.setInput(bytes("[\"some words\"]"));
        deflater.finish();
        byte[] out = new byte[100];
        int length = deflater.deflate(out);
        deflater.end();
        assertThat(reasonOf(Uploads.body(Arrays.copyOf(out, length), Encoding.ZLIB)))
                .isEqualTo(RejectReason.CORRUPT);
    }

    @ParameterizedTest
    @EnumSource(names = {"ZLIB", "GZIP"})
    void theRatioCountsPastTheFirstMebibyte(Encoding encoding) throws IOException {
        assertThat(new Body(spaces(encoding, MIB), encoding, BodyLimits.DEFAULT).readAll())
                .hasSize(MIB);
        assertThat(reasonOf(Uploads.body(spaces(encoding, MIB + 1), encoding))).isEqualTo(RejectReason.TOO_LARGE);
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void theSizeCountsWhateverTheRatio(Encoding encoding) throws IOException {
        BodyLimits limits = new BodyLimits(1_000, 250, 512);
        assertThat(new Body(spaces(encoding, 1_000), encoding, limits).readAll())
                .hasSize(1_000);
        assertThat(reasonOf(new Body(spaces(encoding, 1_001), encoding, limits)))
                .isEqualTo(RejectReason.TOO_LARGE);
    }

    @Test
    void depthIsReadUpToTheLimit() throws IOException {
        assertThat(deepest("[".repeat(512) + "]".repeat(512))).isEqualTo(512);
        MalformedBodyException refused =
                catchThrowableOfType(MalformedBodyException.class, () -> deepest("[".repeat(513) + "]".repeat(513)));
        assertThat(refused.reason()).isEqualTo(RejectReason.TOO_DEEP);
        assertThat(refused.detail()).contains("512");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[1", "[1}", "nul", "[\"\u0001\"]", "[1] 2", "{\"a\" 1}", "[1.]"})
    void whatIsNotOneJsonValueIsMalformed(String text) {
        MalformedBodyException refused = catchThrowableOfType(MalformedBodyException.class, () -> deepest(text));
        assertThat(refused.reason()).isEqualTo(RejectReason.MALFORMED);
    }

    @Test
    void aFaultNeverRepeatsTheBody() {
        MalformedBodyException refused =
                catchThrowableOfType(MalformedBodyException.class, () -> deepest("{\"a\": secret}"));
        assertThat(refused.detail()).doesNotContain("secret").contains("byte");
    }

    @Test
    void namesAndTextsMayBeLong() throws IOException {
        String name = "n".repeat(60_000);
        assertThat(deepest("{\"%s\":\"%s\"}".formatted(name, "t".repeat(30 * MIB))))
                .isEqualTo(1);
    }

    private static int deepest(String json) throws MalformedBodyException {
        return Uploads.body(json).read(BodyTest::deepest);
    }

    private static int deepest(JsonParser tokens) throws IOException {
        int deepest = 0;
        int depth = 0;
        do {
            var token = tokens.nextToken();
            if (token == null) {
                throw new MalformedBodyException(RejectReason.MALFORMED, "nothing");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            deepest = Math.max(deepest, depth);
        } while (depth > 0);
        return deepest;
    }

    private static RejectReason reasonOf(Body body) {
        return catchThrowableOfType(MalformedBodyException.class, body::readAll).reason();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] spaces(Encoding encoding, int length) throws IOException {
        byte[] spaces = new byte[length];
        Arrays.fill(spaces, (byte) ' ');
        return compressed(encoding, spaces);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static byte[] compressed(Encoding encoding, byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream compressing = switch (encoding) {
            case IDENTITY -> out;
            case ZLIB -> new DeflaterOutputStream(out);
            case GZIP -> new GZIPOutputStream(out);
        }) {
            compressing.write(plain);
        }
        return out.toByteArray();
    }
}
