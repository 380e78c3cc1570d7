// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.gateway.intake;

import static dev.playhead.gateway.intake.Uploads.BOUNDARY;
import static dev.playhead.gateway.intake.Uploads.utf8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.playhead.formats.body.MalformedBodyException;
import dev.playhead.formats.body.RejectReason;
import dev.playhead.gateway.intake.MultipartForm.Part;
import dev.playhead.testkit.Property;
import dev.playhead.testkit.Recordings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartFormTest {

    private static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;
    private static final String OPEN = "--" + BOUNDARY + "\r\n";
    private static final String CLOSE = "\r\n--" + BOUNDARY + "--";

    @Test
    void aPartIsARangeOfTheBody() throws MalformedBodyException {
        byte[] body = utf8(OPEN + "Content-Disposition: form-data; name=\"segment\"; filename=\"a\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\nx\r\n-\r\n--y" + CLOSE + "\r\n");
        Part part = requireNonNull(parse(TYPE, body).part("segment"));
        assertThat(new String(Arrays.copyOfRange(body, part.from(), part.to()), StandardCharsets.UTF_8))
                .isEqualTo("x\r\n-\r\n--y");
    }

    @Test
    void partsComeInAnyOrder() throws MalformedBodyException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        List.of("c", "a", "b").forEach(name -> parts.put(name, utf8("content of " + name)));
        MultipartForm form = MultipartForm.parse(Uploads.form(parts), IntakeLimits.DEFAULT);
        for (String name : parts.keySet()) {
            assertThat(form.text(name)).isEqualTo("content of " + name);
        }
        assertThat(form.text("d")).isNull();
    }

    @Test
    void anEmptyPartIsThere() throws MalformedBodyException {
        assertThat(MultipartForm.parse(Uploads.form(Map.of("a", new byte[0])), IntakeLimits.DEFAULT)
                        .text("a"))
                .isEmpty();
    }

    @Test
    void aFileNameCannotPassForAName() throws MalformedBodyException {
        MultipartForm form = parse(
                TYPE,
                utf8(OPEN
                        + "content-disposition: form-data; filename=\"\\\"; name=event; x=\"; name=\"segment\"\r\n\r\nx"
                        + CLOSE));
        assertThat(form.part("segment")).isNotNull();
        assertThat(form.part("event")).isNull();
    }

    @Test
    void theBoundaryMayBeQuoted() throws MalformedBodyException {
        byte[] body = utf8("--a b\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--a b--");
        assertThat(parse("Multipart/Form-Data; charset=utf-8; boundary=\"a b\"", body)
                        .text("x"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text before\r\n" + OPEN + "Content-Disposition: form-data; name=a\r\n\r\nx" + CLOSE,
                OPEN + "Content-Disposition: form-data; name=a\r\n\r\nx" + CLOSE + "\r\ntext after",
                OPEN + "Content-Disposition: form-data; name=a\r\n\r\nx" + CLOSE + "more",
                OPEN + "Content-Disposition: form-data; name=a\r\n\r\nx",
                OPEN + "Content-Disposition: form-data; name=a\r\n\r\nx\r\n--" + BOUNDARY,
                OPEN + "Content-Disposition: form-data; name=a\r\n\r\nx\r\n--" + BOUNDARY + "-",
                OPEN + "Content-Disposition: form-data; name=a\r\n\r\nx\r\n--" + BOUNDARY + "x--",
                OPEN + "Content-Disposition: form-data; name=a\r\n",
                OPEN + "\r\nx" + CLOSE,
                OPEN + "Content-Disposition: form-data\r\n\r\nx" + CLOSE,
                OPEN + "Content-Disposition: form-data; name=\"\"\r\n\r\nx" + CLOSE,
                OPEN + "Content-Disposition: form-data; name=\"a\r\n\r\nx" + CLOSE,
                OPEN + "Content-Disposition: form-data; name=\"a\"b\r\n\r\nx" + CLOSE,
                OPEN + "Content-Disposition: form-data; name=a; name=b\r\n\r\nx" + CLOSE,
                OPEN + "Content-Disposition: form-data; name\r\n\r\nx" + CLOSE,
                OPEN + "Content-Disposition: attachment; name=a\r\n\r\nx" + CLOSE,
                OPEN + "Content-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b\r\n\r\nx"
                        + CLOSE,
            })
    void whatNoBrowserSendsIsMalformed(String body) {
        assertThat(refusal(TYPE, utf8(body))).isEqualTo(RejectReason.MALFORMED);
    }

    @Test
    void twoPartsOfOneNameAreMalformed() {
        String part = "Content-Disposition: form-data; name=\"segment\"\r\n\r\nx";
        assertThat(refusal(TYPE, utf8(OPEN + part + "\r\n" + OPEN + part + CLOSE)))
                .isEqualTo(RejectReason.MALFORMED);
    }

    @Test
    void tooManyPartsAreMalformed() throws MalformedBodyException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        for (int i = 0; i < IntakeLimits.DEFAULT.maxFormParts(); i++) {
            parts.put("field" + i, utf8("x"));
        }
        assertThat(parse(TYPE, Uploads.formBody(parts)).part("field0")).isNotNull();
        parts.put("one more", utf8("x"));
        assertThat(refusal(TYPE, Uploads.formBody(parts))).isEqualTo(RejectReason.MALFORMED);
    }

    @Test
    void headersWithoutEndAreMalformed() {
        assertThat(refusal(TYPE, utf8(OPEN + "Content-Disposition: " + "x".repeat(1 << 20))))
                .isEqualTo(RejectReason.MALFORMED);
    }

    @Test
    void aTextFieldHasALimit() throws MalformedBodyException {
        MultipartForm form =
                parse(TYPE, Uploads.formBody(Map.of("a", new byte[IntakeLimits.DEFAULT.maxFieldBytes() + 1])));
        assertThatThrownBy(() -> form.text("a"))
                .isInstanceOfSatisfying(
                        MalformedBodyException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(RejectReason.TOO_LARGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "multipart/mixed; boundary=x", "multipart/form-data2; boundary=x"})
    void anotherMediaTypeIsUnknown(String type) {
        assertThat(refusal(type, new byte[0])).isEqualTo(RejectReason.UNKNOWN_FORMAT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"",
                "multipart/form-data; boundary=a; boundary=b"
            })
    void aBadBoundaryIsMalformed(String type) {
        assertThat(refusal(type, utf8("--a"))).isEqualTo(RejectReason.MALFORMED);
    }

    @Test
    void whateverIsDoneToARealFormItIsAFormOrMalformed() {
        List<Recordings.Request> forms = Recordings.of("guance").stream()
                .filter(request -> request.path().contains("/replay"))
                .toList();
        Property.forAll(3_000, random -> damaged(forms, random), upload -> {
            try {
                MultipartForm form = MultipartForm.parse(upload, IntakeLimits.DEFAULT);
                Part segment = form.part("segment");
                if (segment != null) {
                    assertThat(segment.from()).isBetween(0, segment.to());
                    assertThat(segment.to()).isLessThan(upload.body().length);
                }
                form.text("session_id");
            } catch (MalformedBodyException expected) {
                assertThat(expected.detail()).doesNotContain("WebKit");
            }
        });
    }

    /** Cut, flipped, spliced, or pure noise between true boundaries. */
    private static Upload damaged(List<Recordings.Request> forms, RandomGenerator random) {
        Recordings.Request form = forms.get(random.nextInt(forms.size()));
        byte[] body = form.body().clone();
        switch (random.nextInt(3)) {
            case 0 -> body = Arrays.copyOf(body, random.nextInt(body.length));
            case 1 -> {
                for (int i = random.nextInt(20); i >= 0; i--) {
                    body[random.nextInt(body.length)] = (byte) random.nextInt();
                }
            }
            default -> {
                int from = random.nextInt(body.length);
                int to = from + random.nextInt(body.length - from);
                System.arraycopy(body, from, body, random.nextInt(body.length - (to - from) + 1), to - from);
            }
        }
        return Uploads.of(form.headers().get("content-type"), body);
    }

    private static MultipartForm parse(String type, byte[] body) throws MalformedBodyException {
        return MultipartForm.parse(Uploads.of(type, body), IntakeLimits.DEFAULT);
    }

    private static RejectReason refusal(String type, byte[] body) {
        return requireNonNull(catchThrowableOfType(MalformedBodyException.class, () -> parse(type, body)))
                .reason();
    }
}
