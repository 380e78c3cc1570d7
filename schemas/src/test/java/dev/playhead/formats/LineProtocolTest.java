// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.playhead.formats.LineProtocol.Line;
import dev.playhead.formats.LineProtocol.Point;
import dev.playhead.formats.LineProtocol.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineProtocolTest {

    @Test
    void aPointHasTagsFieldsAndATime() {
        Point point = onlyPoint("view,app_id=a,os=Linux time_spent=12,name=\"x\" 1795438985431");
        assertThat(point.measurement()).isEqualTo("view");
        assertThat(point.tags()).containsExactly(entry("app_id", "a"), entry("os", "Linux"));
        assertThat(field(point, "time_spent").longValue()).isEqualTo(12);
        assertThat(field(point, "name").textValue()).isEqualTo("x");
        assertThat(point.timestamp()).isEqualTo(1795438985431L);
    }

    @Test
    void tagsEscapeSpacesCommasAndEqualsSigns() {
        Point point = onlyPoint("a\\ b\\,c,k\\=\\ 1=Fixture\\ User\\,\\=\\x f=1");
        assertThat(point.measurement()).isEqualTo("a b,c");
        assertThat(point.tags()).containsExactly(entry("k= 1", "Fixture User,=\\x"));
        assertThat(point.timestamp()).isNull();
    }

    @Test
    void tagsEscapeQuotesLineBreaksAndOtherWhiteSpace() {
        Point point =
                onlyPoint("view,a=say\\ \\\"hi\\\",b=one\\\ntwo\\\tthree,c=x\\\u3000y\\\u00a0z,d=C:\\\\ x f\\\"g=1 5");
        assertThat(point.tags())
                .containsExactly(
                        entry("a", "say \"hi\""),
                        entry("b", "one\ntwo\tthree"),
                        entry("c", "x\u3000y\u00a0z"),
                        entry("d", "C:\\ x"));
        assertThat(point.fields()).containsOnlyKeys("f\"g");
    }

    @Test
    void aTagsValueMayHoldAnEqualsSign() {
        assertThat(onlyPoint("v,u=http://h/?a=b f=1").tags()).containsEntry("u", "http://h/?a=b");
    }

    @Test
    void quotedFieldsHoldLineBreaksQuotesAndBackslashes() {
        String text = "error,t=1 message=\"one\n  \\\"two\\\", three\\\\\n\",n=2 5\nnext f=1 6";
        List<Line> lines = read(text);
        assertThat(lines).hasSize(2).allMatch(Point.class::isInstance);
        assertThat(field((Point) lines.getFirst(), "message").textValue()).isEqualTo("one\n  \"two\", three\\\n");
        assertThat(textOf(text, lines.get(1))).isEqualTo("next f=1 6");
    }

    @ParameterizedTest
    @CsvSource({
        "1,1",
        "-1.5,-1.5",
        "2i,2",
        "3u,3",
        "1e3,1E+3",
        ".5,0.5",
        "t,true",
        "TRUE,true",
        "F,false",
        "false,false"
    })
    void bareFieldsAreNumbersOrBooleans(String written, String read) {
        assertThat(field(onlyPoint("m f=" + written), "f").asText()).isEqualTo(read);
    }

    @Test
    void whatJavaScriptPrintsForNothingIsLeftOut() {
        assertThat(onlyPoint("m a=NaN,b=undefined,c=1,d=null").fields()).containsOnlyKeys("c");
    }

    @Test
    void textIsUtf8() {
        Point point = onlyPoint("m,t=Zürich\\ ⛰ f=\"茶\\\"壶\"");
        assertThat(point.tags()).containsEntry("t", "Zürich ⛰");
        assertThat(point.fields())
                .extractingByKey("f")
                .extracting(JsonNode::textValue)
                .isEqualTo("茶\"壶");
    }

    @Test
    void blankLinesAndCarriageReturnsArePassedOver() {
        assertThat(read("\n\r\n m f=1 2\r\n\n")).hasSize(1).allMatch(Point.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m",
                "m,t",
                "m,t=1",
                "m f",
                "m f=",
                "m f=x",
                "m f=\"x",
                "m f=\"x\"y",
                "m f=1 2 3",
                "m f=1 x",
                "m ,f=1",
                "m,=1 f=1",
                "m f=1\"",
                "m f=1,",
                "{\"a\":1}"
            })
    void aBadLineCostsOnlyItself(String bad) {
        String text = "a f=1\n" + bad + "\nb f=2";
        List<Line> lines = read(text);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).isInstanceOf(Unreadable.class);
        assertThat(textOf(text, lines.get(1))).isEqualTo(bad);
        assertThat(textOf(text, lines.get(2))).isEqualTo("b f=2");
    }

    @Test
    void aFaultNeverRepeatsTheLine() {
        assertThat(((Unreadable) read("m f=secret").getFirst()).fault()).doesNotContain("secret");
    }

    /** Each of these lines opens a quote that never closes, if read on its own; reading again from each would be n². */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b=\"\n",
                "\",c=\" x=\\\",y=\"\n",
                "a b=\"\",c=\"\n",
                "\",c=\" x=a\",y=\"\n",
                "a\\\n",
                "a\\\\\n",
                "m a\\\n",
                "m a=\"\\\n"
            })
    void hostileQuotesTakeNoLongerThanOthers(String line) {
        byte[] batch = line.repeat(400_000 / line.length()).getBytes(StandardCharsets.UTF_8);
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> LineProtocol.read(batch, point -> {}));
    }

    @Test
    void aPointOverTheLimitIsRefusedWithoutReadingItsTags() {
        String huge = "m" + ",a=b".repeat(BodyLimits.MAX_RUM_EVENT_BYTES / 4) + " f=1";
        List<Line> lines = read(huge + "\nb f=1");
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).isInstanceOf(Unreadable.class);
        assertThat(lines.get(1)).isInstanceOf(Point.class);
    }

    private static JsonNode field(Point point, String name) {
        return Objects.requireNonNull(point.fields().get(name), name);
    }

    private static Point onlyPoint(String text) {
        List<Line> lines = read(text);
        assertThat(lines).hasSize(1).first().isInstanceOf(Point.class);
        return (Point) lines.getFirst();
    }

    private static List<Line> read(String text) {
        List<Line> lines = new ArrayList<>();
        LineProtocol.read(text.getBytes(StandardCharsets.UTF_8), lines::add);
        return lines;
    }

    private static String textOf(String text, Line line) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new String(bytes, line.from(), line.to() - line.from(), StandardCharsets.UTF_8);
    }
}
