// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.formats.body.Body;
import dev.playhead.formats.body.Decoded;
import dev.playhead.formats.facts.RumSlice;
import dev.playhead.testkit.Recordings;
import dev.playhead.testkit.Uploads;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RumSlicesTest {

    private static final RecordingFormat DATADOG = new DatadogFormat();
    private static final RecordingFormat GUANCE = new GuanceFormat();
    private static final RecordingFormat POSTHOG = new PostHogFormat();

    static Stream<String> sets() {
        return Stream.concat(Uploads.setsWithRum().stream(), Stream.of("posthog"));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void everyRecordedEventSaysWhoseItIs(String set) throws Exception {
        String session = Recordings.truth(set).at("/sessions/0/sessionId").asText();
        for (Body body : Uploads.rum(set)) {
            assertThat(Uploads.format(set).rumSlices(body.readAll()))
                    .isNotEmpty()
                    .allSatisfy(slice -> {
                        assertThat(slice.session()).isEqualTo(session);
                        assertThat(slice.isIdentified()).isTrue();
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("sets")
    void aBatchJoinedAgainHoldsTheSameEvents(String set) throws Exception {
        RecordingFormat format = Uploads.format(set);
        for (Body body : Uploads.rum(set)) {
            byte[] batch = body.readAll();
            byte[] joined = format.joinRum(batch, format.rumSlices(batch));
            assertThat(format.rum(Uploads.body(joined, Body.Encoding.IDENTITY))).isEqualTo(format.rum(body));
        }
    }

    @Test
    void datadogEventsAreLines() {
        String batch = """

                {"session":{"type":"user","id":"s1"},"view":{"id":"v"},"application":{"id":"a"}}
                {"session":{"id":"s2"},"application":{"id":"a"}}
                {"session":{"id":"s/2"},"application":{"id":"a"}}
                {"session":"s2","application":{"id":"a"}}
                not json
                """;
        List<RumSlice> slices = slices(DATADOG, batch);
        assertThat(slices).extracting(RumSlice::session).containsExactly("s1", "s2", null, null, null);
        assertThat(join(DATADOG, batch, slice -> "s2".equals(slice.session())))
                .isEqualTo("{\"session\":{\"id\":\"s2\"},\"application\":{\"id\":\"a\"}}\n");
    }

    @Test
    void guancePointsAreSplitOutsideQuotes() {
        String batch = "error,app_id=a,session_id=s1 stack=\"x\ny\" 1\nview,app_id=a,session_id=s2 f=1 2\nrubbish\n";
        assertThat(slices(GUANCE, batch)).extracting(RumSlice::session).containsExactly("s1", "s2", null);
        assertThat(join(GUANCE, batch, slice -> "s1".equals(slice.session())))
                .isEqualTo("error,app_id=a,session_id=s1 stack=\"x\ny\" 1\n");
    }

    @Test
    void guanceElementsAreFramedAsAnArrayAgain() {
        String batch = """
                [ {"tags":{"app_id":"a","session_id":"s1"},"measurement":"view","time":1},
                  {"measurement":"view","tags":{"app_id":"a","session_id":"s2"}},
                  {"tags":{"app_id":"a","session_id":"s1"},"measurement":"ü"}, 7]
                """;
        assertThat(slices(GUANCE, batch)).extracting(RumSlice::session).containsExactly("s1", "s2", "s1", null);
        assertThat(join(GUANCE, batch, slice -> "s1".equals(slice.session()))).isEqualTo("""
                        [{"tags":{"app_id":"a","session_id":"s1"},"measurement":"view","time":1},\
                        {"tags":{"app_id":"a","session_id":"s1"},"measurement":"ü"}]""");
    }

    @Test
    void postHogEventsComeInThreeShapes() {
        String event = "{\"event\":\"a\",\"properties\":{\"token\":\"t\",\"$session_id\":\"s1\"}}";
        String keyless = "{\"event\":\"b\",\"properties\":{\"$session_id\":\"s2\"}}";
        String snapshot = "{\"event\":\"$snapshot\",\"properties\":{\"token\":\"t\",\"$session_id\":\"s1\"}}";
        assertThat(slices(POSTHOG, event)).extracting(RumSlice::session).containsExactly("s1");
        String array = "[%s, %s,%s, 7]".formatted(event, snapshot, keyless);
        assertThat(slices(POSTHOG, array)).extracting(RumSlice::app).containsExactly("t", null, null);
        assertThat(join(POSTHOG, array, RumSlice::isIdentified)).isEqualTo("[" + event + "]");
        String batch = "{\"batch\":[%s,%s],\"sent_at\":\"x\",\"api_key\":\"k\"}".formatted(keyless, event);
        assertThat(slices(POSTHOG, batch)).extracting(RumSlice::app).containsExactly("k", "t");
        assertThat(join(POSTHOG, batch, slice -> true)).isEqualTo("[%s,%s]".formatted(keyless, event));
    }

    @Test
    void anArrayThatBreaksOffKeepsWhatCameBefore() {
        String batch = "[{\"tags\":{\"app_id\":\"a\",\"session_id\":\"s1\"},\"measurement\":\"view\"},{\"tags\":{";
        List<RumSlice> slices = slices(GUANCE, batch);
        assertThat(slices).extracting(RumSlice::session).containsExactly("s1", null);
        assertThat(slices.getLast().to()).isEqualTo(batch.length());
    }

    @Test
    void rrwebHasNoRum() {
        assertThat(slices(new RrwebFormat(), "{}")).isEmpty();
        assertThat(new RrwebFormat().rum(Uploads.body("{}"))).isInstanceOf(Decoded.Rejected.class);
    }

    private static List<RumSlice> slices(RecordingFormat format, String batch) {
        return format.rumSlices(batch.getBytes(StandardCharsets.UTF_8));
    }

    private static String join(RecordingFormat format, String batch, Predicate<RumSlice> wanted) {
        byte[] bytes = batch.getBytes(StandardCharsets.UTF_8);
        List<RumSlice> slices = format.rumSlices(bytes).stream().filter(wanted).toList();
        return new String(format.joinRum(bytes, slices), StandardCharsets.UTF_8);
    }
}
