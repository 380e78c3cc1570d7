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

final class V7ConversionTest {

    /** {@code <!doctype html><html><body>} as nodes 0 to 3. */
    private static final String PAGE = "[1,[null,'#document'],[1,'#doctype','html','',''],[2,'HTML'],[1,'BODY']]";

    private final BrowserSdkReader reader = new BrowserSdkReader();

    @Test
    void operationsBecomeATree() {
        String node = convert(snapshot(PAGE + ",[1,[1,'DIV',['class','big'],['id','x']],[1,'#text','tea']]"))
                .getFirst()
                .at("/data/node")
                .toString();

        assertThat(Json.tree(node))
                .isEqualTo(Json.tree("{'type':0,'childNodes':["
                        + "{'type':1,'name':'html','publicId':'','systemId':'','id':2},"
                        + "{'type':2,'tagName':'html','attributes':{},'childNodes':["
                        + "{'type':2,'tagName':'body','attributes':{},'childNodes':["
                        + "{'type':2,'tagName':'div','attributes':{'class':'big','id':'x'},'childNodes':["
                        + "{'type':3,'textContent':'tea','id':6}],'id':5}],'id':4}],'id':3}],'id':1}"));
        assertThat(reader.dropped()).isZero();
    }

    @Test
    void textsAreNamedByTheirPlaceInTheOrderOfDefinition() {
        List<ObjectNode> events = convert(
                snapshot("[0,'#document','HTML','tea'],[1,[null,0],[1,1]]"),
                change("[11,[3,'jasmine','oolong']],[1,[1,'#text',4],[2,'#text',2]]"),
                change("[14],[0,'mate'],[4,[2,0]]"));

        assertThat(events.get(1).at("/data/adds").findValuesAsText("textContent"))
                .containsExactlyInAnyOrder("oolong", "tea");
        assertThat(events.get(2).at("/data/texts")).isEqualTo(Json.tree("[{'id':3,'value':'mate'}]"));
        assertThat(reader.dropped()).isZero();
    }

    @Test
    void aNodeGoesBelowBeforeOrAfterOneThatWasMadeBefore() {
        List<ObjectNode> events = convert(
                snapshot(PAGE + ",[1,[1,'B']]"), // 4
                change("[1,[0,'C'],[-2,'A']]"), // 5 after 4, 6 before 4
                change("[1,[4,'D']]")); // 7 below 3

        assertThat(placed(events.get(1))).containsExactlyInAnyOrder("c in 4 before null", "a in 4 before 5");
        assertThat(placed(events.get(2))).containsExactly("d in 4 before null");
        assertThat(reader.dropped()).isZero();
    }

    @Test
    void aMovedNodeIsGoneAndComesBackUnderANewNumber() {
        JsonNode data = convert(
                        snapshot(PAGE + ",[1,[1,'UL'],[1,'LI'],[2,'LI']]"), change("[2,5],[1,[-1,'LI']]")) // 7 before 6
                .get(1)
                .path("data");

        assertThat(data.path("removes")).isEqualTo(Json.tree("[{'parentId':5,'id':6}]"));
        assertThat(data.at("/adds/0/nextId").asInt()).isEqualTo(7);
        assertThat(data.at("/adds/0/node/id").asInt()).isEqualTo(8);
    }

    @Test
    void whatComesAndGoesInOneRecordIsNeverShown() {
        assertThat(convert(snapshot(PAGE), change("[1,[1,'DIV'],[1,'P']],[3,[5,['id','x']]],[2,4]")))
                .hasSize(1);
        assertThat(reader.dropped()).isZero();
    }

    @Test
    void aNewNodeIsShownAsItIsInTheEnd() {
        JsonNode data = convert(
                        snapshot(PAGE), change("[1,[1,'INPUT']],[3,[4,['class','a']]],[12,[4,'tea']],[5,[4,30,20]]"))
                .get(1)
                .path("data");

        assertThat(data.at("/adds/0/node/attributes"))
                .isEqualTo(Json.tree("{'class':'a','rr_width':'30px','rr_height':'20px','value':'tea'}"));
        assertThat(data.path("attributes")).isEmpty();
    }

    @Test
    void attributesAreSetAndTakenAway() {
        JsonNode data = convert(snapshot(PAGE + ",[1,[1,'A',['href','/x']]]"), change("[3,[4,['id','a'],['href']]]"))
                .get(1)
                .path("data");

        assertThat(data.path("attributes")).isEqualTo(Json.tree("[{'id':5,'attributes':{'id':'a','href':null}}]"));
    }

    @Test
    void aShadowRootsChildrenAreTheHosts() {
        List<ObjectNode> events = convert(
                snapshot(PAGE + ",[1,[1,'X-BOX'],[1,'#shadow-root'],[1,'P'],[3,'I']]"),
                change("[1,[2,'B']],[2,6]")); // a second child of the host; the one in the root goes

        JsonNode host = events.getFirst().at("/data/node/childNodes/1/childNodes/0/childNodes/0");
        assertThat(host.path("isShadowHost").asBoolean()).isTrue();
        assertThat(host.at("/childNodes/0/tagName").asText()).isEqualTo("p");
        assertThat(host.at("/childNodes/0/isShadow").asBoolean()).isTrue();
        assertThat(host.at("/childNodes/1").has("isShadow")).isFalse();
        assertThat(events.get(1).at("/data/removes")).isEqualTo(Json.tree("[{'parentId':5,'id':7,'isShadow':true}]"));
    }

    @Test
    void aShadowRootMayComeLater() {
        JsonNode add = convert(snapshot(PAGE + ",[1,[1,'X-BOX']]"), change("[1,[1,'#shadow-root'],[1,'P']]"))
                .get(1)
                .at("/data/adds");

        assertThat(add).hasSize(1);
        assertThat(add.at("/0/parentId").asInt()).isEqualTo(5);
        assertThat(add.at("/0/node/isShadow").asBoolean()).isTrue();
    }

    @Test
    void svgKeepsItsNamespaceAndCase() {
        JsonNode path = convert(snapshot(PAGE + ",[1,[1,'svg>svg'],[1,'svg>linearGradient']]"))
                .getFirst()
                .at("/data/node/childNodes/1/childNodes/0/childNodes/0/childNodes/0");

        assertThat(path.path("tagName").asText()).isEqualTo("linearGradient");
        assertThat(path.path("isSVG").asBoolean()).isTrue();
    }

    @Test
    void aStyleElementHasTheTextOfItsSheets() {
        List<ObjectNode> events = convert(
                snapshot("[0,'a{}','b{}']," + PAGE + ",[1,[1,'STYLE']],[7,[[0,1]],['c{}']],[8,[4,0]]"),
                change("[8,[4,0,1]]"));

        assertThat(events.getFirst().findValue("_cssText").asText()).isEqualTo("a{}b{}");
        assertThat(events.get(1).at("/data/attributes/0/attributes/_cssText").asText())
                .isEqualTo("a{}b{}c{}");
    }

    @Test
    void adoptedSheetsBecomeAnEventOfTheirOwn() {
        List<ObjectNode> events = convert(
                snapshot(PAGE + ",[1,[1,'X-BOX'],[1,'#shadow-root']],[7,['a{}'],[['b{}'],['print']],['c{}',[],true]],"
                        + "[8,[0,0],[5,1,2]]"),
                change("[8,[0]]"));

        assertThat(events.get(1).path("data"))
                .isEqualTo(Json.tree("{'source':15,'id':1,'styleIds':[1],'styles':["
                        + "{'styleId':1,'rules':[{'rule':'a{}','index':0}]}]}"));
        assertThat(events.get(2).path("data"))
                .isEqualTo(Json.tree("{'source':15,'id':5,'styleIds':[2],'styles':["
                        + "{'styleId':2,'rules':[{'rule':'@media print{b{}}','index':0}]}]}"));
        assertThat(events.get(3).path("data")).isEqualTo(Json.tree("{'source':15,'id':1,'styleIds':[],'styles':[]}"));
    }

    @Test
    void inputsScrollsAndMediaOfShownNodesAreEventsAfterTheMutation() {
        List<ObjectNode> events = convert(
                snapshot(PAGE + ",[1,[1,'INPUT'],[0,'INPUT',['type','checkbox']],[0,'VIDEO']]"),
                change("[12,[4,'tea']],[13,[0,5]],[6,[3,7,9]],[9,[6,1]],[3,[3,['id','b']]]"));

        assertThat(events).hasSize(6);
        assertThat(events.get(1).at("/data/source").asInt()).isZero();
        assertThat(events.get(2).path("data"))
                .isEqualTo(Json.tree("{'source':5,'id':5,'text':'tea','isChecked':false}"));
        assertThat(events.get(3).path("data")).isEqualTo(Json.tree("{'source':5,'id':6,'text':'on','isChecked':true}"));
        assertThat(events.get(4).path("data")).isEqualTo(Json.tree("{'source':7,'id':7,'type':1}"));
        assertThat(events.get(5).path("data")).isEqualTo(Json.tree("{'source':3,'id':4,'x':7,'y':9}"));
    }

    @Test
    void aChosenOptionIsItsListsValue() {
        List<ObjectNode> events = convert(
                snapshot(PAGE
                        + ",[1,[1,'SELECT'],[1,'OPTION',['value','t']],[2,'OPTION'],[1,'#text','Mate']],[13,[0,5]]"),
                change("[13,[1,5],[0,6]]"));

        JsonNode list = events.getFirst().at("/data/node/childNodes/1/childNodes/0/childNodes/0");
        assertThat(list.at("/childNodes/0/attributes/selected").asBoolean()).isTrue();
        assertThat(list.at("/childNodes/1/attributes").has("selected")).isFalse();
        assertThat(events.get(1).at("/data/attributes"))
                .isEqualTo(Json.tree(
                        "[{'id':6,'attributes':{'selected':null}},{'id':7,'attributes':{'selected':'selected'}}]"));
        assertThat(events.get(2).at("/data/text").asText()).isEqualTo("Mate");
    }

    @Test
    void theWindowsScrollPositionIsTheSnapshots() {
        assertThat(convert(snapshot(PAGE + ",[6,[0,3,250]]")).getFirst().at("/data/initialOffset"))
                .isEqualTo(Json.tree("{'left':3,'top':250}"));
    }

    @Test
    void theOtherRecordsNodesAreCountedFromOneToo() {
        List<ObjectNode> events = convert(
                snapshot(PAGE),
                "{'type':3,'timestamp':2,'data':{'source':1,'positions':[{'x':1,'y':2,'id':3,'timeOffset':0}]}}",
                "{'type':3,'timestamp':3,'data':{'source':2,'type':2,'id':0,'x':1,'y':2}}",
                "{'type':3,'timestamp':3,'data':{'source':9,'id':0}}");

        assertThat(events).hasSize(3);
        assertThat(events.get(1).at("/data/positions/0/id").asInt()).isEqualTo(4);
        assertThat(events.get(2).at("/data/id").asInt()).isEqualTo(1);
    }

    @Test
    void aViewMayBeginWithAChange() {
        List<ObjectNode> events = convert(change(PAGE), change("[1,[1,'P']]"));

        assertThat(events.getFirst().path("type").asInt()).isEqualTo(2);
        assertThat(events.get(1).path("type").asInt()).isEqualTo(3);
    }

    @Test
    void eachFullSnapshotStartsAfresh() {
        String snapshot = snapshot("[0,'#document'],[1,[null,0]],[7,['a{}']],[8,[0,0]]");

        List<ObjectNode> events = convert(snapshot, snapshot);

        assertThat(events.subList(2, 4)).isEqualTo(events.subList(0, 2));
        assertThat(reader.dropped()).isZero();
    }

    @Test
    void aLaneMayBeOfTwoVersions() {
        String v1 = "{'type':2,'timestamp':1,'data':{'node':{'type':0,'id':1,'childNodes':[]}}}";
        String click = "{'type':3,'timestamp':3,'data':{'source':2,'type':2,'id':1,'x':1,'y':2}}";

        List<ObjectNode> events = convert(snapshot(PAGE), click, v1, click);

        assertThat(events.get(1).at("/data/id").asInt()).isEqualTo(2);
        assertThat(events.get(3).at("/data/id").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[99,[1,2]]", // of a later release
                "[2,77]",
                "[2,-1]",
                "[2,'x']",
                "[2,0]", // the document
                "[3,[77,['id','x']]]",
                "[4,[1,5]]", // no such text
                "[13,[0,77]]",
                "[8,[3,0]]", // no such sheet
                "[3,[0,['x']]]", // a document has no attributes
                "[4,[3,'x']]", // an element has no text of its own
                "[12,[1,'x']]",
                "[1,[null,'#document']]", // a second one
                "[1,[99,'P']]",
                "[1,[-99,'P']]",
                "[1,[-2147483648,'P']]",
                "[1,['x','P']]",
                "[1,[4,'P']]" // of the first: a document's sibling would be below nothing
                        + ",[1,[-5,'P']]"
            })
    void whatRefersToNothingIsLeftOutAndCounted(String operation) {
        assertThat(convert(snapshot(PAGE)).size()).isEqualTo(1);

        convert(change(operation));

        assertThat(reader.dropped()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "[]", "[[]]", "[null]", "[[1]]", "[[1,5]]", "[[3,[]]]", "[[7,{}]]", "[[14,1]]", "{}"})
    void whatHasAnotherShapeHarmsNothing(String operations) {
        String record = "{'type':12,'timestamp':1,'data':%s}".formatted(operations);

        assertThat(convert(snapshot(PAGE), record, change("[3,[3,['id','x']]]")))
                .hasSize(2);
    }

    @Test
    void aPageDeeperThanAllowedEndsThere() {
        StringBuilder nodes = new StringBuilder("[1,[null,'#document'],[1,'DIV']");
        nodes.append(",[1,'DIV']".repeat(100_000)).append(']');

        List<ObjectNode> events = convert(snapshot(nodes.toString()));

        assertThat(events.getFirst().toString()).contains("div");
        assertThat(reader.dropped()).isGreaterThan(99_000);
    }

    @Test
    void aTextThatIsReferredToForEverFillsNoMemory() {
        String megabyte = "x".repeat(1 << 20);
        String references = "[1,'P',['a',0]]" + ",[1,'P',['a',0]]".repeat(300);

        List<ObjectNode> events = convert(snapshot(PAGE + ",[0,'%s'],[1,%s]".formatted(megabyte, references)));

        assertThat(events.getFirst().toString().length()).isBetween(64 << 20, 129 << 20);
        assertThat(reader.dropped()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,[1,'INPUT',['value',0]]],[12,[4,0]],[13,[0,%s]]", // an event of a megabyte each
                "[1,[1,'STYLE']],[7,['']],[8,[4,%s]]", // sheets of nothing
                "[7,['a{}']],[8,[0,%s]]"
            })
    void fewBytesNeverBecomeManyMegabytes(String operations) {
        String again = "4" + ",4".repeat(200_000);
        String sheets = "0" + ",0".repeat(3_000_000);
        String page = PAGE + ",[0,'%s']".formatted("x".repeat(1 << 20));

        List<ObjectNode> events =
                convert(snapshot(page), change(operations.formatted(operations.contains("13,") ? again : sheets)));

        assertThat(events.stream().mapToLong(event -> event.toString().length()).sum())
                .isLessThan(400 << 20);
        assertThat(reader.dropped()).isPositive();
    }

    @Test
    void aLaneHoldsNoMoreTextThanABodyMayHave() {
        convert(snapshot(PAGE));
        String text = "[0,'%s']".formatted("x".repeat(10 << 20));

        for (int body = 0; body < 13; body++) {
            convert(change(text));
        }

        assertThat(reader.dropped()).isPositive();
    }

    @Test
    void anOptionsLabelIsItsValueWithoutItsSpaces() {
        List<ObjectNode> events = convert(
                snapshot(PAGE + ",[1,[1,'SELECT'],[1,'OPTION'],[1,'#text','  Green   tea ']]"), change("[13,[0,5]]"));

        assertThat(events.get(2).at("/data/text").asText()).isEqualTo("Green tea");
    }

    @Test
    void aListOfSeveralHasNoValueOfItsOwn() {
        List<ObjectNode> events = convert(
                snapshot(PAGE + ",[1,[1,'SELECT',['multiple','']],[1,'OPTION'],[2,'OPTION']]"), change("[13,[0,5,6]]"));

        assertThat(events).hasSize(2);
    }

    @Test
    void whatIsSaidNotToBeCheckedHasNoSuchAttribute() {
        ObjectNode snapshot = convert(snapshot(PAGE + ",[1,[1,'INPUT',['checked','']]],[13,[1,4]]"))
                .getFirst();

        assertThat(snapshot.findValue("checked")).isNull();
    }

    @Test
    void whatIsAddedScrolledIsScrolledAfterwards() {
        List<ObjectNode> events = convert(snapshot(PAGE), change("[1,[1,'DIV']],[6,[4,0,300]]"));

        assertThat(events.get(2).path("data")).isEqualTo(Json.tree("{'source':3,'id':5,'x':0,'y':300}"));
    }

    @Test
    void aShadowRootIsRemovedWithWhatIsInIt() {
        List<ObjectNode> events =
                convert(snapshot(PAGE + ",[1,[1,'X-BOX'],[1,'#shadow-root'],[1,'P']]"), change("[2,5]"));

        assertThat(events.get(1).at("/data/removes")).isEqualTo(Json.tree("[{'parentId':5,'id':7,'isShadow':true}]"));
    }

    @Test
    void afterASnapshotThatShowsNothingTheNodesAreStillCountedFromOne() {
        List<ObjectNode> events = convert(
                snapshot(PAGE),
                "{'type':2,'format':1,'timestamp':1,'data':[]}",
                "{'type':3,'timestamp':3,'data':{'source':2,'type':2,'id':0,'x':1,'y':2}}");

        assertThat(events.getLast().at("/data/id").asInt()).isEqualTo(1);
    }

    private static List<String> placed(ObjectNode event) {
        List<String> placed = new ArrayList<>();
        event.at("/data/adds")
                .forEach(add -> placed.add("%s in %s before %s"
                        .formatted(
                                add.at("/node/tagName").asText(),
                                add.path("parentId").asText(),
                                add.path("nextId").asText())));
        return placed;
    }

    private List<ObjectNode> convert(String... records) {
        List<ObjectNode> events = new ArrayList<>();
        try {
            reader.read(
                    Json.body("{'records':[" + String.join(",", records) + "]}"),
                    event -> events.add(Json.object(event.toString())));
        } catch (MalformedBodyException e) {
            throw new AssertionError(e);
        }
        return events;
    }

    private static String snapshot(String operations) {
        return "{'type':2,'format':1,'timestamp':1,'data':[%s]}".formatted(operations);
    }

    private static String change(String operations) {
        return "{'type':12,'timestamp':2,'data':[%s]}".formatted(operations);
    }
}
