// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.body.MalformedBodyException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same attacks in every spelling that JSON allows. Whoever reads the events takes the last of two fields of a name,
 * names and texts in any escaped form, fields in any order, and {@code 2.0} for {@code 2}; so must the sanitiser.
 * {@code evil} stands where nothing may come through.
 */
final class HostileSpellingsTest {

    private static final String EMPTY_PAGE = "{'type':2,'timestamp':1,'data':{'node':{'type':0,'id':1,'childNodes':["
            + "{'type':2,'id':2,'tagName':'body','attributes':{},'childNodes':[]}]}}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'data':{'node':%s},'timestamp':2,'type':2}",
                "{'type':5,'timestamp':2,'data':{'node':%s},'type':2}",
                "{'type':2,'timestamp':2,'data':{'node':{'type':0,'id':1}},'data':{'node':%s}}",
                "{'type':2,'timestamp':2,'data':{'node':{'type':0,'id':1},'node':%s}}",
                "{'type':2,'timestamp':2,'data':{'nod\\u0065':%s}}",
                "{'\\u0074ype':2,'timestamp':2,'d\\u0061ta':{'node':%s}}",
                "{'type':2.0,'timestamp':2,'data':{'node':%s}}",
                "{'type':20e-1,'timestamp':2,'data':{'node':%s}}",
                "{'type':2,'timestamp':2,'data':{'node':{'type':0,'id':1,'childNodes':[],'childNodes':[%s]}}}",
                "{'type':2,'timestamp':2,'data':{'node':{'childNodes':[%s],'id':1,'type':0}}}",
                "{'type':2,'timestamp':2,'data':{'node':{'type':0.0,'id':1,'childNod\\u0065s':[%s]}}}"
            })
    void aFullSnapshotIsOneHoweverItIsWritten(String event) {
        nothingComesThrough(event);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'data':{'adds':[%s],'source':0},'timestamp':2,'type':3}",
                "{'type':3,'timestamp':2,'data':{'source':3,'id':2,'x':0,'y':0,'source':0,'adds':[%s]}}",
                "{'type':3,'timestamp':2,'data':{'source':1,'positions':[]},'data':{'source':0,'adds':[%s]}}",
                "{'type':5,'timestamp':2,'data':{'source':0,'adds':[%s]},'type':3}",
                "{'type':3,'timestamp':2,'data':{'source':0,'adds':[],'adds':[%s]}}",
                "{'type':3,'timestamp':2,'data':{'\\u0073ource':0,'add\\u0073':[%s]}}",
                "{'type':3,'timestamp':2,'data':{'source':-0,'adds':[%s]}}",
                "{'type':3.0,'timestamp':2,'data':{'source':-0.0,'adds':[%s]}}"
            })
    void aMutationIsOneHoweverItIsWritten(String event) {
        for (String add : List.of(
                "{'parentId':2,'nextId':null,'node':%s}",
                "{'node':%s,'nextId':null,'parentId':2}",
                "{'parentId':2,'nextId':null,'node':{'type':3,'id':4,'textContent':''},'node':%s}",
                "{'parentId':2,'nextId':null,'n\\u006fde':%s}")) {
            nothingComesThrough(event.formatted(add));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':3,'timestamp':2,'data':{'source':0,'attributes':[{'id':2,'attributes':{'onclick':'evil'}}]}}",
                "{'data':{'attributes':[{'attributes':{'on\\u0063lick':'evil'},'id':2}],'source':0},'type':3}",
                "{'type':3,'data':{'source':0,'attributes':[{'id':2,'attributes':{},'attributes':{'onclick':'evil'}}]}}",
                "{'type':3,'data':{'source':0,'attributes':[{'id':2,'attributes':{'href':'/','href':'javascript:evil'}}]}}",
                "{'type':3,'data':{'source':9,'id':2,'commands':[{'property':'evil'}]}}",
                "{'type':3,'data':{'commands':[{'property':'evil'}],'id':2,'source':3,'source':9}}",
                "{'type':3,'data':{'source':9.0,'id':2,'commands':[{'property':'evil'}]}}"
            })
    void aChangeIsOneHoweverItIsWritten(String event) {
        assertThat(converted(LaneConversion::rrweb, "events", EMPTY_PAGE, event).toString())
                .doesNotContain("evil");
    }

    @ParameterizedTest
    @CsvSource({"7, 7.0, 7", "7, 7.0, 7.0", "7, 70e-1, 7", "9007199254740992, 9007199254740993, 9007199254740992"})
    void aFrameIsKnownByItsIdHoweverThatIsWritten(String paragraph, String frame, String changed) {
        List<ObjectNode> events = converted(
                LaneConversion::rrweb,
                "events",
                "{'type':2,'timestamp':2,'data':{'node':{'type':0,'id':1,'childNodes':["
                        + "{'type':2,'id':%s,'tagName':'p','attributes':{},'childNodes':[]},".formatted(paragraph)
                        + "{'type':2,'id':%s,'tagName':'iframe','attributes':{},'childNodes':[]}]}}}".formatted(frame),
                "{'type':3,'timestamp':2,'data':{'source':0,'attributes':[{'id':%s,'attributes':{'src':'evil'}}]}}"
                        .formatted(changed));

        assertThat(events.toString()).contains("iframe").doesNotContain("evil");
    }

    @Test
    void nothingIsTooDeepToBeLookedAt() {
        int levels = 250; // two of JSON each, of 512
        String page = "{'type':2,'id':5,'tagName':'i','attributes':{},'childNodes':[".repeat(levels)
                + "{'type':2,'id':6,'tagName':'script','attributes':{'src':'evil'},'childNodes':[]}"
                + "]}".repeat(levels);

        List<ObjectNode> events = converted(
                LaneConversion::rrweb, "events", "{'type':2,'timestamp':2,'data':{'node':%s}}".formatted(page));

        assertThat(events).hasSize(1);
        assertThat(events.toString()).doesNotContain("evil");
    }

    @Test
    void moreFieldsThanAnyoneWritesAreStillFields() {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            attributes.append("'data-%d':'x','onx%d':'evil',".formatted(i, i));
        }
        attributes.append("'href':'/','data-999':'y','href':'javascript:evil'");

        ObjectNode event = converted(
                        LaneConversion::rrweb,
                        "events",
                        "{'type':2,'timestamp':2,'data':{'node':{'type':2,'id':1,'tagName':'p','attributes':{%s}}}}"
                                .formatted(attributes))
                .getFirst();

        assertThat(event.toString()).doesNotContain("evil");
        assertThat(event.at("/data/node/attributes")).hasSize(1_000);
        assertThat(event.at("/data/node/attributes/data-999").asText()).isEqualTo("y");
    }

    /** @param event with a place for a node */
    private static void nothingComesThrough(String event) {
        for (String node : List.of(
                "{'type':2,'id':3,'tagName':'script','attributes':{'src':'evil'},'childNodes':[]}",
                "{'childNodes':[{'type':3,'id':4,'textContent':'evil'}],'attributes':{},'tagName':'SCRIPT','id':3,'type':2}",
                "{'type':2,'id':3,'tagName':'p','tagName':'script','attributes':{'src':'evil'},'childNodes':[]}",
                "{'type':3,'id':3,'tagName':'script','attributes':{'src':'evil'},'childNodes':[],'type':2}",
                "{'type':2.0,'id':3,'tagName':'scr\\u0069pt','attributes':{'src':'evil'},'childNodes':[]}",
                "{'type':2,'id':3,'t\\u0061gName':'script','attributes':{'src':'evil'},'childNodes':[]}",
                "{'type':2,'id':3,'tagName':'svg:Script','attributes':{'href':'evil'},'childNodes':[]}",
                "{'type':2,'id':3,'tagName':'p','attributes':{},'attributes':{'onclick':'evil'},'childNodes':[]}",
                "{'type':2,'id':3,'tagName':'p','attributes':{'OnCli\\u0063k':'evil'},'childNodes':[]}",
                "{'type':2,'id':3,'tagName':'a','attributes':{'HREF':'java\\u0053cript:evil'},'childNodes':[]}",
                "{'type':2,'id':3,'tagName':'a','attributes':{'href':' \\tjava\\nscript:evil'},'childNodes':[]}",
                "{'type':2,'id':3,'tagName':'a','attributes':{'href':'/','href':'vbscript:evil'},'childNodes':[]}",
                "{'type':2,'id':3,'tagName':'iframe','attributes':{'s\\u0072c':'evil'},'childNodes':[]}",
                "{'type':2,'id':3,'tagName':'p','attributes':{},'childNodes':[],'childNodes':["
                        + "{'type':2,'id':4,'tagName':'base','attributes':{'href':'evil'},'childNodes':[]}]}",
                "{'type':2,'id':3,'childNodes':[{'type':2,'id':4,'tagName':'embed','attributes':{'src':'evil'}}],"
                        + "'attributes':{},'tagName':'p'}")) {
            String hostile = event.formatted(node);
            for (List<ObjectNode> events : List.of(
                    converted(LaneConversion::rrweb, "events", EMPTY_PAGE, hostile),
                    converted(LaneConversion::browserSdk, "records", EMPTY_PAGE, hostile))) {
                assertThat(events).as(hostile).hasSize(2);
                assertThat(events.toString()).as(hostile).doesNotContain("evil");
            }
        }
    }

    private static List<ObjectNode> converted(
            Function<Predicate<String>, LaneConversion> format, String list, String... events) {
        List<ObjectNode> converted = new ArrayList<>();
        try {
            format.apply(_ -> false)
                    .convert(Json.body("{'%s':[%s]}".formatted(list, String.join(",", events))), converted::add);
        } catch (MalformedBodyException e) {
            throw new AssertionError(e);
        }
        return converted;
    }
}
