// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.formats.playback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.formats.body.MalformedBodyException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class V1ConversionTest {

    private final BrowserSdkReader conversion = new BrowserSdkReader();

    @Test
    void aMetaRecordBecomesAMetaEvent() {
        String meta = "{'type':4,'timestamp':7,'data':{'href':'http://shop/','width':3,'height':2}}";

        assertThat(convert(meta)).containsExactly(Json.object(meta));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':6,'timestamp':1,'data':{'has_focus':true}}",
                "{'type':7,'timestamp':1}",
                "{'type':8,'timestamp':1,'data':{'scale':1}}",
                "{'type':9,'timestamp':1,'data':{'frustrationTypes':['rage_click'],'recordIds':[1]}}",
                "{'type':3,'timestamp':1,'data':{'source':9,'id':4,'pointerEventType':'down'}}"
            })
    void recordsWhoseNumbersMeanSomethingElseInRrwebAreLeftOut(String record) {
        assertThat(convert(record)).isEmpty();
        assertThat(conversion.dropped()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type':2,'timestamp':1,'data':{}}", "{'type':99,'timestamp':1}"})
    void recordsOfWhichNothingCanBeMadeAreCounted(String record) {
        assertThat(convert(record)).isEmpty();
        assertThat(conversion.dropped()).isEqualTo(1);
    }

    @Test
    void anAddedSubtreeIsFlattenedFromParentToChildrenAndFromLastToFirst() {
        JsonNode adds = convert(mutation("'adds':[{'parentId':1,'nextId':9,'node':"
                        + element(2, element(3, text(4)) + "," + element(5, "") + "," + text(6)) + "}]"))
                .getFirst()
                .path("data")
                .path("adds");

        assertThat(adds.findValuesAsText("parentId")).containsExactly("1", "2", "2", "2", "3");
        assertThat(adds.findValuesAsText("nextId")).containsExactly("9", "null", "6", "5", "null");
        assertThat(adds).extracting(add -> add.at("/node/id").asInt()).containsExactly(2, 6, 5, 3, 4);
        assertThat(adds)
                .allSatisfy(add -> assertThat(add.at("/node/childNodes")).isEmpty());
    }

    @Test
    void aShadowRootsChildrenBecomeTheHosts() {
        ObjectNode snapshot = convert(snapshot(element(2, shadowRoot(3, "", element(4, "")) + "," + element(5, ""))))
                .getFirst();

        JsonNode host = snapshot.at("/data/node/childNodes/0");
        assertThat(host.path("isShadowHost").asBoolean()).isTrue();
        assertThat(host.at("/childNodes/0/id").asInt()).isEqualTo(4);
        assertThat(host.at("/childNodes/0/isShadow").asBoolean()).isTrue();
        assertThat(host.at("/childNodes/1/id").asInt()).isEqualTo(5);
        assertThat(host.at("/childNodes/1").has("isShadow")).isFalse();
    }

    @Test
    void laterChangesBelowAShadowRootGoToItsHost() {
        JsonNode data = convert(
                        snapshot(element(2, shadowRoot(3, "", element(4, "")))),
                        mutation("'adds':[{'parentId':3,'nextId':4,'node':" + element(6, text(7))
                                + "}],'removes':[{'parentId':3,'id':4}]"))
                .get(1)
                .path("data");

        assertThat(data.at("/adds/0"))
                .isEqualTo(Json.tree("{'parentId':2,'nextId':4,'node':{'type':2,'id':6,'tagName':'div',"
                        + "'attributes':{},'childNodes':[],'isShadow':true}}"));
        assertThat(data.at("/adds/1/node").has("isShadow")).isFalse();
        assertThat(data.at("/removes/0")).isEqualTo(Json.tree("{'parentId':2,'id':4,'isShadow':true}"));
    }

    @Test
    void aShadowRootAddedLaterIsFlattenedToo() {
        JsonNode adds = convert(mutation("'adds':[{'parentId':2,'nextId':null,'node':"
                        + shadowRoot(3, "", element(4, "") + "," + element(5, "")) + "}]"))
                .getFirst()
                .at("/data/adds");

        assertThat(adds).extracting(add -> add.at("/node/id").asInt()).containsExactly(5, 4);
        assertThat(adds).allSatisfy(add -> {
            assertThat(add.path("parentId").asInt()).isEqualTo(2);
            assertThat(add.at("/node/isShadow").asBoolean()).isTrue();
        });
    }

    @Test
    void adoptedStyleSheetsBecomeEventsOfTheirOwn() {
        List<ObjectNode> events = convert(snapshot(element(
                2, shadowRoot(3, "'adoptedStyleSheets':[{'cssRules':['a{}','b{}']},{'cssRules':['c{}']}],", ""))));

        assertThat(events).hasSize(2);
        assertThat(events.getFirst().findValue("adoptedStyleSheets")).isNull();
        assertThat(events.get(1))
                .isEqualTo(Json.tree("{'type':3,'timestamp':1,'data':{'source':15,'id':2,'styleIds':[1,2],'styles':["
                        + "{'styleId':1,'rules':[{'rule':'a{}','index':0},{'rule':'b{}','index':1}]},"
                        + "{'styleId':2,'rules':[{'rule':'c{}','index':0}]}]}}"));
    }

    @Test
    void adoptedStyleSheetsKeepTheirMediaAndAreLeftOutWhileDisabled() {
        String sheets = "'adoptedStyleSheets':[{'cssRules':['a{}'],'disabled':true},"
                + "{'cssRules':['b{}'],'media':['print','(width>9px)']}],";

        JsonNode data =
                convert(snapshot(element(2, shadowRoot(3, sheets, "")))).get(1).path("data");

        assertThat(data.at("/styles")).hasSize(1);
        assertThat(data.at("/styles/0/rules/0/rule").asText()).isEqualTo("@media print,(width>9px){b{}}");
    }

    @Test
    void styleIdsDependOnTheFullSnapshotOnly() {
        String snapshot = snapshot(element(2, shadowRoot(3, "'adoptedStyleSheets':[{'cssRules':[]}],", "")));

        List<ObjectNode> events = convert(snapshot, snapshot);

        assertThat(events.get(3)).isEqualTo(events.get(1));
    }

    @Test
    void anInputRecordIsCompleted() {
        List<ObjectNode> events = convert(
                snapshot(input(2, "'type':'RADIO','value':'tea'") + "," + input(3, "'type':'checkbox'")),
                input("'id':2,'isChecked':true"),
                input("'id':3,'isChecked':false"),
                input("'id':4,'text':'abc'"));

        assertThat(events.get(1).path("data"))
                .isEqualTo(Json.tree("{'source':5,'id':2,'isChecked':true,'text':'tea'}"));
        assertThat(events.get(2).path("data"))
                .isEqualTo(Json.tree("{'source':5,'id':3,'isChecked':false,'text':'on'}"));
        assertThat(events.get(3).path("data"))
                .isEqualTo(Json.tree("{'source':5,'id':4,'text':'abc','isChecked':false}"));
    }

    @Test
    void aToggleKeepsTheValueThatItWasGivenLater() {
        List<ObjectNode> events = convert(
                snapshot(input(2, "'type':'radio','value':'tea'")),
                mutation("'attributes':[{'id':2,'attributes':{'value':'coffee'}}]"),
                input("'id':2,'isChecked':true"));

        assertThat(events.get(2).at("/data/text").asText()).isEqualTo("coffee");
    }

    @Test
    void whatIsNotCheckedHasNoSuchAttribute() {
        JsonNode children = convert(snapshot(input(2, "'checked':false") + "," + input(3, "'checked':true")))
                .getFirst()
                .at("/data/node/childNodes");

        assertThat(children.at("/0/attributes")).isEmpty();
        assertThat(children.at("/1/attributes/checked").asBoolean()).isTrue();
    }

    @Test
    void cdataBecomesAnEmptyText() {
        JsonNode node = convert(snapshot("{'type':4,'id':2,'textContent':'secret'}"))
                .getFirst()
                .at("/data/node/childNodes/0");

        assertThat(node).isEqualTo(Json.tree("{'type':3,'id':2,'textContent':''}"));
    }

    @Test
    void theRestStaysAsItIs() {
        String scroll = "{'type':3,'timestamp':1,'data':{'source':3,'id':2,'x':0,'y':400}}";

        assertThat(convert(scroll)).containsExactly(Json.object(scroll));
    }

    private List<ObjectNode> convert(String... records) {
        List<ObjectNode> events = new ArrayList<>();
        try {
            conversion.read(
                    Json.body("{'records':[" + String.join(",", records) + "],'start':1}\n"),
                    event -> events.add(Json.object(event.toString())));
        } catch (MalformedBodyException e) {
            throw new AssertionError(e);
        }
        return events;
    }

    private static String snapshot(String children) {
        return "{'type':2,'timestamp':1,'data':{'node':{'type':0,'id':1,'childNodes':[%s]}}}".formatted(children);
    }

    private static String mutation(String lists) {
        String all = lists;
        for (String list : List.of("adds", "removes", "texts", "attributes")) {
            all += lists.contains("'" + list + "':[") ? "" : ",'%s':[]".formatted(list);
        }
        return "{'type':3,'timestamp':1,'data':{'source':0,%s}}".formatted(all);
    }

    private static String element(int id, String children) {
        return "{'type':2,'id':%d,'tagName':'div','attributes':{},'childNodes':[%s]}".formatted(id, children);
    }

    private static String input(int id, String attributes) {
        return "{'type':2,'id':%d,'tagName':'input','attributes':{%s},'childNodes':[]}".formatted(id, attributes);
    }

    private static String input(String data) {
        return "{'type':3,'timestamp':1,'data':{'source':5,%s}}".formatted(data);
    }

    private static String text(int id) {
        return "{'type':3,'id':%d,'textContent':'t'}".formatted(id);
    }

    private static String shadowRoot(int id, String sheets, String children) {
        return "{'type':11,'id':%d,%s'isShadowRoot':true,'childNodes':[%s]}".formatted(id, sheets, children);
    }
}
